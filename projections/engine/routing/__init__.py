"""Routing: finds the subject that each event belongs to, and marks what must be folded again."""
