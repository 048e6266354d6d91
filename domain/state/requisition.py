"""A requisition: a post that is opened, changed, closed and opened again, by date."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from domain.facts.base import Fact
from domain.facts.requisition import RequisitionClosed, RequisitionOpened, RequisitionUpdated
from domain.state.dated import DatedFields, counted_by
from domain.state.entry import Entry, of_kind

V = TypeVar("V")

Field = Callable[[RequisitionOpened | RequisitionUpdated], V | None]
"""Reads a field from any fact that may carry it."""


class Requisition:
    """One requisition's facts as of a day. Known once it has been opened; facts before that wait."""

    __slots__ = ("_doors", "fields", "known", "opening_day", "requisition")

    def __init__(self, requisition: str, entries: Sequence[Entry[Fact]], as_of: date) -> None:
        self.requisition = requisition
        opened = counted_by(as_of, of_kind(entries, RequisitionOpened), lambda fact: fact.opened_on)
        updated = counted_by(as_of, of_kind(entries, RequisitionUpdated), lambda fact: fact.effective_on)
        closed = counted_by(as_of, of_kind(entries, RequisitionClosed), lambda fact: fact.closed_on)
        self.known = bool(opened)
        self.opening_day: date | None = min((day for day, _ in opened), default=None)
        self.fields: DatedFields[RequisitionOpened | RequisitionUpdated] = DatedFields([*opened, *updated])
        doors: list[tuple[date, Entry[RequisitionOpened | RequisitionClosed]]] = [*opened, *closed]
        self._doors = sorted(doors, key=lambda pair: (pair[0], pair[1].order))

    def on(self, day: date, field: Field[V]) -> V | None:
        """Read a field as in force on the day; None while the requisition is not known."""
        return self.fields.on(day, field) if self.known else None

    def door_on(self, day: date) -> Entry[RequisitionOpened | RequisitionClosed] | None:
        """Find the latest fact that had opened or closed the post by the day."""
        by_then = [entry for dated_on, entry in self._doors if dated_on <= day]
        return by_then[-1] if by_then and self.known else None

    def open_on(self, day: date) -> bool:
        """Whether the post was open on the day: the latest of opened and closed by then is opened."""
        door = self.door_on(day)
        return door is not None and isinstance(door.data, RequisitionOpened)
