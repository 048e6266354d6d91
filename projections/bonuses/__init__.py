"""Which bonus is owed to whom: a row for each referral and instalment."""
