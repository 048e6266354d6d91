"""The inbound side: bytes of the canonical feed (CloudEvents) become facts, or are found unreadable with a reason."""
