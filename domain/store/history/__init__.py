"""The history of recordings as a tree (spec/privacy.md §4): extended by each recording, walked to verify, proven."""
