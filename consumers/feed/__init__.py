"""The feed as it comes in files and over HTTP: read, then recorded in batches."""
