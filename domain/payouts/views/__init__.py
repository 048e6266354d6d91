"""What payouts look like (spec/payouts.md §5): a run, the balance, the breaks."""
