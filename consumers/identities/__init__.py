"""Identities: statements of who is who, checked and recorded."""
