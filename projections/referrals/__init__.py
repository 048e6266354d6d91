"""Where is my referral: its coarse status, when it last moved, what happens next."""
