"""Instants: RFC 3339 texts read to the microsecond, in UTC."""

import re
from datetime import UTC, datetime
from typing import Literal

# The grammar of RFC 3339, section 5.6, less the leap second, which spec/feed.md, "Envelope", rules out.
_grammar = re.compile(
    r"\d{4}-\d\d-\d\d[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)", re.ASCII
).fullmatch

_leap_second = re.compile(r"(.{17})60(?=[.Zz+-])").sub
_far_year = re.compile(r"(?:0000|\d{5,6})(?=-)", re.ASCII).sub

_EARLIEST = datetime.min.replace(tzinfo=UTC)
_LATEST = datetime.max.replace(tzinfo=UTC)

Misread = Literal["no_instant", "no_offset", "leap_second", "no_such_day", "out_of_range"]
"""Why a text is not read as an instant."""


def read_instant(text: str) -> datetime | None:
    """Read an instant in UTC, digits beyond microseconds cut (spec/feed.md, "Envelope"); None if it cannot be read."""
    if _grammar(text) is None:
        return None
    try:
        return datetime.fromisoformat(text if text[-1] != "z" else text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):  # no such day; or out of the calendar once in UTC
        return None


def find_misread(text: str) -> Misread:
    """Find why a text is not read as an instant; only for one that `read_instant` does not read."""
    if _grammar(text) is not None:
        near = f"2000{text[4:]}"  # a leap year, as the year 0 is
        is_far = text[:4] == "0000" or _is_day(text[:10])
        return "out_of_range" if is_far and read_instant(near) is not None else "no_such_day"
    if read_instant(_leap_second(r"\g<1>59", text)) is not None:
        return "leap_second"
    if read_instant(f"{text}Z") is not None:
        return "no_offset"
    return "out_of_range" if read_instant(_far_year("2000", text, count=1)) is not None else "no_instant"


def _is_day(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def read_knowledge(text: str) -> datetime | None:
    """Read the instant of a question, which may lie anywhere: one that no fact can have becomes the nearest."""
    instant = read_instant(text)
    if instant is not None or _grammar(text) is None or find_misread(text) != "out_of_range":
        return instant
    return _LATEST if text[:4] == "9999" else _EARLIEST


def is_instant(text: str) -> bool:
    """Tell whether the text is an instant that can be read."""
    return read_instant(text) is not None


def write_instant(text: str) -> str:
    """Write the one spelling of the instant that the text names; a text that names none stays as it is."""
    instant = read_instant(text)
    return text if instant is None else instant.isoformat()
