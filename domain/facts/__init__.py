"""What an HR system says has happened (feed.md), and what Vouch adds: one frozen class for each type of fact."""
