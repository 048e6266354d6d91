"""Reports as they are asked for: what the pure functions of domain/reports are given, from the read models."""
