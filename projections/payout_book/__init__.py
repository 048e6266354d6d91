"""The book of payouts: runs, lines and payroll's answers as they stand, kept by the router as acts are recorded."""
