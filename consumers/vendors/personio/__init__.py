"""Personio: HR records with employments that have ids; nobody signs, everything is fetched (evidence D)."""
