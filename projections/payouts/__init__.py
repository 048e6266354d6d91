"""Payouts as they are asked for: the rows that acts are decided by, runs, the balance, the breaks."""
