"""The outermost room: HTTP, the command line, the demo."""
