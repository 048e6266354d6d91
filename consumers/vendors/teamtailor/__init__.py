"""Teamtailor: an applicant tracking system; ids of candidate and job come by the API only (evidence C, L)."""
