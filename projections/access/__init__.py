"""How a principal stands to things as of now, read at the same position as the rows that are asked for."""
