"""Exports of one person's data."""
