"""Instants: RFC 3339 texts read to the microsecond, in UTC."""

import re
from datetime import UTC, datetime

# The grammar of RFC 3339, section 5.6, less the leap second, which spec/feed.md, "Envelope", rules out.
_grammar = re.compile(
    r"\d{4}-\d\d-\d\d[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)", re.ASCII
).fullmatch

# Two days from either end of the calendar: no time zone can push the civil day of an instant over it.
_EARLIEST = datetime(1, 1, 3, tzinfo=UTC)
_LATEST = datetime(9999, 12, 29, tzinfo=UTC)
_OUTERMOST = {"0000", "0001", "9999"}


def read_instant(text: str) -> datetime | None:
    """Read an instant in UTC, digits beyond microseconds cut (spec/feed.md, "Envelope"); None if it cannot be read."""
    if _grammar(text) is None:
        return None
    try:
        instant = datetime.fromisoformat(text if text[-1] != "z" else text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):  # no such day; or out of the calendar once in UTC
        return None
    return instant if _EARLIEST <= instant <= _LATEST else None


def read_knowledge(text: str) -> datetime | None:
    """Read the instant of a question, which may lie anywhere: one that no fact can have becomes the nearest."""
    instant = read_instant(text)
    if instant is not None or _grammar(text) is None:
        return instant
    year = text[:4]
    if year not in _OUTERMOST or read_instant(f"2000{text[4:]}") is None:  # like the year 0, a leap year
        return None
    return _LATEST if year == "9999" else _EARLIEST


def is_instant(text: str) -> bool:
    """Whether the text is an instant that can be read."""
    return read_instant(text) is not None


def write_instant(text: str) -> str:
    """Write the one spelling of the instant that the text names; a text that names none stays as it is."""
    instant = read_instant(text)
    return text if instant is None else instant.isoformat()
