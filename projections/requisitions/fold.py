"""The fold of the requisitions: the fields in force on the day."""

from datetime import date
from typing import Any

import msgspec

from domain.facts.requisition import CLOSING_REASONS, RequisitionClosed
from domain.state.requisition import Requisition
from projections.engine.model import Rows
from projections.engine.slice import Slice
from projections.requisitions.tables import requisitions

FIELDS = ("hiring_manager", "department", "level", "location")


class Requisitions:
    """The posts."""

    name = "requisitions"
    tables = (requisitions,)

    def rows(self, slice_: Slice) -> Rows:
        """A row for each requisition known by the day."""
        found = []
        for name in slice_.organisation.facts.of("requisitions"):
            subject = slice_.loaded.subject_of.get(f"requisition/{name}")
            requisition = slice_.organisation.requisition(name)
            if subject in slice_.subjects and requisition.known:
                found.append((subject, name, *_columns(requisition, slice_.as_of)))
        return {requisitions.name: found}

    def content(self, table: str, row: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """Everything but the subject."""
        return row[1:]


def _columns(requisition: Requisition, as_of: date) -> tuple[Any, ...]:
    bonus = requisition.on(as_of, "bonus")
    openings = requisition.on(as_of, "openings")
    return (
        requisition.on(as_of, "title"),
        *_door(requisition, as_of),
        *(requisition.on(as_of, field) for field in FIELDS),
        _listed(requisition.on(as_of, "schedules")),
        _listed(requisition.on(as_of, "recruiters")),
        1 if openings is None else openings,
        bonus.amount if bonus else None,
        bonus.currency if bonus else None,
    )


def _door(requisition: Requisition, as_of: date) -> tuple[str, str, str | None, str | None]:
    """Status, the opening day, the closing day and its reason."""
    assert requisition.opening_day is not None
    opened = requisition.opening_day.isoformat()
    door = requisition.door_on(as_of)
    if door is None:
        return ("planned", opened, None, None)
    if isinstance(door.data, RequisitionClosed):
        reason = door.data.reason
        # Somebody's own words stay in the store, where they are sealed.
        told = reason if reason in CLOSING_REASONS else "other" if reason else None
        return ("closed", opened, door.data.closed_on.isoformat(), told)
    return ("open", opened, None, None)


def _listed(values: Any) -> str:
    return msgspec.json.encode(list(values or ())).decode()
