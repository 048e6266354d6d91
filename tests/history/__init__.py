"""Watching over the history: anchors, verifying, forks, proofs, and what is answered once it was altered."""
