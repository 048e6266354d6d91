"""Everything that reacts: what brings the feed in, and the clock that records what falls due."""
