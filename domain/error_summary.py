"""Summarises an error for a log or a table, without repeating anybody's data."""

from traceback import extract_tb


def kind_and_place(error: Exception) -> str:
    """Name the error's class and the function and line that raised it: its own text might repeat somebody's data."""
    frames = extract_tb(error.__traceback__)
    return f"{type(error).__name__} in {frames[-1].name}, line {frames[-1].lineno}" if frames else type(error).__name__
