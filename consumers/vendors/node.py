"""Reading documents of vendors: a value that knows its path, so that what is missing or odd can be named.

Every reader raises Parked: `missing:PATH` where there is nothing, `bad_value:PATH` where something else stands.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from consumers.vendors.outcomes import Parked
from domain.facts.instants import read_instant

T = TypeVar("T")

_short_offset = re.compile(r"([+-]\d\d)(\d\d)$").sub
_american = re.compile(r"(\d\d)/(\d\d)/(\d{4})").fullmatch
_dated = re.compile(r"\d{4}-\d\d-\d\d(?=$|[T ])").match


class Node:
    """A place in a document: `node["a"]["b"].text()`. A place that is not there is one without a value."""

    __slots__ = ("path", "value")

    def __init__(self, value: Any, path: str = "") -> None:
        self.value = value
        self.path = path

    def __getitem__(self, key: str) -> "Node":
        inside = self.value.get(key) if isinstance(self.value, dict) else None
        return Node(inside, f"{self.path}.{key}" if self.path else key)

    def __iter__(self) -> Iterator["Node"]:
        if self.value is None:
            return iter(())
        if not isinstance(self.value, list):
            raise self.odd()
        return iter([Node(each, f"{self.path}[{index}]") for index, each in enumerate(self.value)])

    def __bool__(self) -> bool:
        return self.value is not None and self.value not in ("", [], {})

    def first(self) -> "Node":
        """Go to the first of a list; a place without a value where the list is empty."""
        return next(iter(self), Node(None, f"{self.path}[0]"))

    def missing(self) -> Parked:
        """Make the error that says that nothing stands here."""
        return Parked(f"missing:{self.path}")

    def odd(self) -> Parked:
        """Make the error that says that something else stands here than there should."""
        return Parked(f"bad_value:{self.path}")

    def optional(self, read: Callable[["Node"], T]) -> T | None:
        """Read it with `read` if there is something: `node["x"].optional(Node.text)`."""
        return read(self) if self else None

    def text(self) -> str:
        """Read a text, blanks around it taken off."""
        if not self:
            raise self.missing()
        if not isinstance(self.value, str):
            raise self.odd()
        if not (text := self.value.strip()):
            raise self.missing()
        return text

    def maybe(self) -> str | None:
        """Read a text that may be missing or blank."""
        return self.text() if self and not (isinstance(self.value, str) and not self.value.strip()) else None

    def id(self) -> str:
        """Read an id: a text or a whole number."""
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return str(self.value)
        return self.text()

    def whole(self) -> int:
        """Read a whole number."""
        if self.value is None:
            raise self.missing()
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise self.odd()
        return self.value

    def instant(self) -> datetime:
        """Read an instant in UTC; an offset may be written without a colon."""
        instant = read_instant(_short_offset(r"\1:\2", self.text()))
        if instant is None:
            raise self.odd()
        return instant

    def millis(self) -> datetime:
        """Read an instant given in milliseconds since 1970."""
        try:
            return datetime.fromtimestamp(self.whole() // 1_000, UTC).replace(microsecond=self.whole() % 1_000 * 1_000)
        except (OverflowError, ValueError, OSError):
            raise self.odd() from None

    def day(self) -> date:
        """Read a civil date as it is written: `YYYY-MM-DD`, `MM/DD/YYYY`, or the date part of a timestamp."""
        text = self.text()
        if american := _american(text):
            month, day, year = american.groups()
            text = f"{year}-{month}-{day}"
        elif dated := _dated(text):
            text = dated.group()
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self.odd() from None

    def moment(self, zone: ZoneInfo) -> datetime:
        """Read an instant, or a date as the first instant of it in `zone`."""
        text = self.text()
        if read_instant(_short_offset(r"\1:\2", text)) is not None:
            return self.instant()
        if _dated(text) and len(text) > len("2026-01-01"):
            raise self.odd()
        return begin_day(self.day(), zone)


def begin_day(day: date, zone: ZoneInfo) -> datetime:
    """Find the first instant of a day in a time zone, in UTC."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)
