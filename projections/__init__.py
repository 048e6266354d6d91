"""Read models: what the facts say, ready to be asked. Always rebuildable; nothing here is the truth."""
