"""The parts of a random history: a small world, and the hands that write facts into it."""
