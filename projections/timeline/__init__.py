"""What happened to a candidate, a sentence for each event."""
