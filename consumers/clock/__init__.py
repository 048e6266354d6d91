"""The clock: records what falls due, once. It only takes note; no answer ever waits for it."""
