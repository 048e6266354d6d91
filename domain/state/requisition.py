"""A requisition: a post that is opened, changed, closed and opened again, by date."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from domain.facts.requisition import RequisitionClosed, RequisitionOpened, RequisitionUpdated
from domain.state.dated import DatedFields, counted_by
from domain.state.entry import Entry


def _date_of(fact: Any) -> date:
    match fact:
        case RequisitionOpened():
            return fact.opened_on
        case RequisitionUpdated():
            return fact.effective_on
        case _:
            closed_on: date = fact.closed_on
            return closed_on


class Requisition:
    """One requisition's facts as of a day. Known once it has been opened; facts before that wait."""

    __slots__ = ("_doors", "fields", "known", "opening_day", "requisition")

    def __init__(self, requisition: str, entries: Sequence[Entry], as_of: date) -> None:
        self.requisition = requisition
        counted = counted_by(as_of, entries, _date_of)
        openings = [day for day, entry in counted if isinstance(entry.data, RequisitionOpened)]
        self.known = bool(openings)
        self.opening_day: date | None = min(openings, default=None)
        self.fields = DatedFields(pair for pair in counted if not isinstance(pair[1].data, RequisitionClosed))
        doors = [pair for pair in counted if not isinstance(pair[1].data, RequisitionUpdated)]
        self._doors = sorted(doors, key=lambda pair: (pair[0], pair[1].order))

    def on(self, day: date, field: str) -> Any:
        """The field's value in force on the day; None while the requisition is not known."""
        return self.fields.on(day, field) if self.known else None

    def door_on(self, day: date) -> Entry | None:
        """The latest fact that had opened or closed the post by the day."""
        by_then = [entry for dated_on, entry in self._doors if dated_on <= day]
        return by_then[-1] if by_then and self.known else None

    def open_on(self, day: date) -> bool:
        """Whether the post was open on the day: the latest of opened and closed by then is opened."""
        door = self.door_on(day)
        return door is not None and isinstance(door.data, RequisitionOpened)
