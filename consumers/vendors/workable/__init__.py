"""Workable: an applicant tracking system that names no referrer: referrals are made in Vouch (data D, envelope C)."""
