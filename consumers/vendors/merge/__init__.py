"""Merge: one adapter for dozens of systems, applicant tracking and HR alike (evidence D)."""
