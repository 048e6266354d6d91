"""What falls due: milestones of tenure and offers that run out. The clock records them; no answer waits for it."""
