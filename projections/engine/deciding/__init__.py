"""Deciding: folds dirty subjects and replaces their rows; what cannot be folded is parked."""
