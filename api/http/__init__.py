"""Vouch over HTTP: parse, call, answer."""
