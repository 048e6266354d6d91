"""The figures: each a function from a kind of store and a number of rounds to lines of the table."""
