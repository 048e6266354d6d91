"""Muting: codes that an organisation does not want to be told of."""

from projections.exceptions.found import CODES


def read_muted(text: str) -> frozenset[str]:
    """Read codes separated by commas. ValueError, which names none of the words given, if one is no code."""
    words = frozenset(filter(None, map(str.strip, text.split(","))))
    if not words <= frozenset(CODES):
        raise ValueError(f"it must be codes of exceptions, separated by commas: {', '.join(CODES)}")
    return words
