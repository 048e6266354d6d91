"""Dead letters: what could not be recorded, kept whole, listed, replayed or dropped."""
