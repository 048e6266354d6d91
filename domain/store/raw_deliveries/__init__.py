"""Raw deliveries: what vendors sent, sealed, until it is translated and for as long as it is kept."""
