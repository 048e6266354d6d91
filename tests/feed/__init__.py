"""Tests of reading the feed: what is taken, what is refused and why, and what counts as the same content."""
