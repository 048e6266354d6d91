"""Periods: when a dated field had which value, found without going through the facts again."""

from bisect import bisect_right
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from domain.facts.base import Fact
from domain.state.dated import DatedFields

F = TypeVar("F", bound=Fact)
V = TypeVar("V")


class Periods:
    """The periods, in order, in which a value was in force: each from its first day to before its end (None: open)."""

    __slots__ = ("_ends", "_firsts")

    def __init__(self) -> None:
        self._firsts: list[date] = []
        self._ends: list[date | None] = []

    def begin(self, day: date) -> None:
        """Begin a period on the day."""
        self._firsts.append(day)
        self._ends.append(None)

    def end(self, day: date) -> None:
        """End the last period before the day."""
        self._ends[-1] = day

    def first_day_from(self, day: date) -> date | None:
        """Find the first day from `day` on, on which the value is in force; None: there is none."""
        begun = bisect_right(self._firsts, day)
        if begun:
            end = self._ends[begun - 1]
            if end is None or day < end:
                return day
        return self._firsts[begun] if begun < len(self._firsts) else None


def periods(fields: DatedFields[F], field: Callable[[F], V | None]) -> dict[V | None, Periods]:
    """Find the periods of each value of the field; the first fact's value is in force from ever."""
    found: dict[V | None, Periods] = {}
    days, values = fields.days, fields.values(field)
    if not days:
        return found
    now = values[0]
    found.setdefault(now, Periods()).begin(date.min)
    for index, day in enumerate(days):
        # Of several facts of a day the last says what is in force on it.
        if values[index] != now and (index + 1 == len(days) or days[index + 1] != day):
            found[now].end(day)
            now = values[index]
            found.setdefault(now, Periods()).begin(day)
    return found
