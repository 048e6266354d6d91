"""Exports: one person's data handed out to them, and on record that they were."""
