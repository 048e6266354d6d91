"""Erasure: what a fact asks for is carried out to the last step, now and whenever a later fact shows more of it."""
