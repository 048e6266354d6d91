"""Greenhouse: an applicant tracking system whose payloads have the referrer's employee number (evidence D)."""
