"""Radancy: an employee referral product; arrays of events with the referrer's address (evidence D)."""
