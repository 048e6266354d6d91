"""The faces of Vouch: HTTP, the `vouch` command, settings, and the one place where all is put together."""
