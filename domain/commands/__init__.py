"""Commands from people (spec/commands.md §2): each a pure function of the state and the command, found in `table`."""
