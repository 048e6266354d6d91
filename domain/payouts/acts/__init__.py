"""The acts of spec/payouts.md §4: each a pure function of what is known before it; refused with a reason, or events."""
