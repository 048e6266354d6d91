"""Exceptions: one list of what needs a person, so that nobody waits for ever in silence."""
