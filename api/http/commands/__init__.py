"""Commands over HTTP: a route for each of the table, checked in the order of spec/commands.md §1."""
