"""What payouts look like (payouts.md, 5): a run, the balance, the breaks."""
