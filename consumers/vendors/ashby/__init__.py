"""Ashby: an applicant tracking system that gives the referrer's address, but no employee number (evidence D)."""
