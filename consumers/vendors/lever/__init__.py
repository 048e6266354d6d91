"""Lever: deliveries whose data nobody signed, so that nothing is believed that was not fetched (evidence C)."""
