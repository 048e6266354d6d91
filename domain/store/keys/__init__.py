"""Keys: the keyring, a file apart from every database, and the key store, which holds what the keyring has wrapped."""
