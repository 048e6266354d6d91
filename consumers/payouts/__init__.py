"""Acts about money: each decided on all that is recorded, and recorded once (spec/payouts.md §4)."""
