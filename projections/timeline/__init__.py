"""What befell a candidate, a sentence for each event."""
