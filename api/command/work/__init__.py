"""The work of each command. It is imported only when its command runs."""
