"""A requisition: a post that is opened, changed, closed and opened again, by date."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from domain.facts.base import Fact
from domain.facts.fields import Money
from domain.facts.requisition import RequisitionClosed, RequisitionOpened, RequisitionUpdated
from domain.state.dated import DatedFields, counted_by
from domain.state.entry import Entry, of_kind
from domain.state.periods import Periods, periods

V = TypeVar("V")

Telling = RequisitionOpened | RequisitionUpdated
"""A fact that tells fields of a post."""
Field = Callable[[Telling], V | None]
"""Reads a field from any fact that may carry it."""

WorkerOf = Callable[[str], str]
"""Names the worker that an employee's or an account's id stands for."""


class Requisition:
    """One requisition's facts as of a day. Known once it has been opened; facts before that wait."""

    __slots__ = ("_days_under", "_door_days", "_doors", "_worker_of", "fields", "known", "opening_day", "requisition")

    def __init__(self, requisition: str, entries: Sequence[Entry[Fact]], as_of: date, worker_of: WorkerOf) -> None:
        self.requisition = requisition
        self._worker_of = worker_of
        opened = counted_by(as_of, of_kind(entries, RequisitionOpened), lambda fact: fact.opened_on)
        updated = counted_by(as_of, of_kind(entries, RequisitionUpdated), lambda fact: fact.effective_on)
        closed = counted_by(as_of, of_kind(entries, RequisitionClosed), lambda fact: fact.closed_on)
        self.known = bool(opened)
        self.opening_day: date | None = min((day for day, _ in opened), default=None)
        self.fields: DatedFields[Telling] = DatedFields([*opened, *updated])
        doors: list[tuple[date, Entry[RequisitionOpened | RequisitionClosed]]] = [*opened, *closed]
        doors.sort(key=lambda pair: (pair[0], pair[1].order))
        self._doors = [entry for _, entry in doors]
        self._door_days = [day for day, _ in doors]
        self._days_under: dict[str | None, Periods] | None = None

    def on(self, day: date, field: Field[V]) -> V | None:
        """Read a field as in force on the day; None while the requisition is not known."""
        return self.fields.on(day, field) if self.known else None

    def door_on(self, day: date) -> Entry[RequisitionOpened | RequisitionClosed] | None:
        """Find the latest fact that had opened or closed the post by the day."""
        by_then = bisect_right(self._door_days, day)
        return self._doors[by_then - 1] if by_then and self.known else None

    def open_on(self, day: date) -> bool:
        """Tell whether the post was open on the day: the latest of opened and closed by then is opened."""
        door = self.door_on(day)
        return door is not None and isinstance(door.data, RequisitionOpened)

    def bonus_on(self, day: date) -> Money | None:
        """Find the post's own bonus in force on the day."""
        return self.on(day, _bonus)

    def level_on(self, day: date) -> str | None:
        """Find the post's level in force on the day."""
        return self.on(day, _level)

    def department_on(self, day: date) -> str | None:
        """Find the post's department in force on the day."""
        return self.on(day, _department)

    def _hiring_manager(self, fact: Telling) -> str | None:
        return fact.hiring_manager and self._worker_of(fact.hiring_manager)

    def first_day_under(self, manager: str, first: date, last: date) -> date | None:
        """Find the first day from `first` to `last` on which that worker was the hiring manager in force."""
        if not self.known or first > last:
            return None
        if self._days_under is None:
            self._days_under = periods(self.fields, self._hiring_manager)
        under = self._days_under.get(manager)
        day = under.first_day_from(first) if under is not None else None
        return day if day is not None and day <= last else None


def _bonus(fact: Telling) -> Money | None:
    return fact.bonus


def _level(fact: Telling) -> str | None:
    return fact.level


def _department(fact: Telling) -> str | None:
    return fact.department
