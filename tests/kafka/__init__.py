"""The consumer against a real broker."""
