"""The innermost room: facts, the feed that brings them, the state they add up to, the rules, and the store."""
