"""What an HR system says has happened (spec/feed.md), and what Vouch adds: one frozen class for each type of fact."""
