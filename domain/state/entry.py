"""A fact with its place in the order and its day: what every fold works on."""

from collections.abc import Iterable
from datetime import date, datetime
from operator import itemgetter
from typing import Any, NamedTuple

from domain.facts.base import Recorded
from domain.facts.fields import Money
from domain.state.days import DayOf

Order = tuple[datetime, str, str, str]
"""(time, sequence, source, id): what facts say orders them, not arrival (spec/feed.md, "Order does not matter")."""


class Entry(NamedTuple):
    """A fact in its place: `order` sorts, `day` is its instant's day in the organisation's time zone."""

    order: Order
    day: date
    data: Any

    @property
    def ref(self) -> str:
        """How a fact is named to people: source#id."""
        return f"{self.order[2]}#{self.order[3]}"

    @property
    def at(self) -> datetime:
        """The instant at which the source says it happened."""
        return self.order[0]


def in_order(facts: Iterable[Recorded[Any]], day_of: DayOf) -> list[Entry]:
    """The facts as entries, sorted by the order of spec/feed.md, "Order does not matter"."""
    make = Entry._make  # quicker than by name, and a fold begins with this for every fact
    entries = [make(((f.time, f.sequence, f.source, f.id), day_of(f.time), f.data)) for f in facts]
    entries.sort(key=itemgetter(0))
    return entries


_CLEARED: tuple[object, ...] = ("", (), Money())


def carried(entries: Iterable[Entry], field: str) -> Any:
    """The latest value that was given for a field: left out (null) keeps, an empty text, list or money clears."""
    value = None
    for entry in entries:
        given = getattr(entry.data, field)
        if given is not None:
            value = given
    return None if value in _CLEARED else value
