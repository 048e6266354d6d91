"""The clock: records what falls due, once. No answer ever depends on it."""
