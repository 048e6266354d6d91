"""The store on SQLite: one file, nothing to start."""
