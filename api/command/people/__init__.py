"""What people do, on the command line: one command for each row of spec/commands.md §2."""
