"""Asking: answers as of a day and as known at an instant, from stored rows or decided again."""
