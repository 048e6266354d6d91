"""Commands of people: read, decided inside the write's transaction, recorded once for a key."""
