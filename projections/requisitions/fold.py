"""The fold of the requisitions: the fields in force on the day."""

from datetime import date
from typing import Any, NamedTuple

import msgspec

from domain.facts.requisition import CLOSING_REASONS, RequisitionClosed
from domain.state.requisition import Requisition
from projections.engine.model import Rows
from projections.engine.slice import Slice
from projections.requisitions.tables import RequisitionRow, requisition_rows


class Door(NamedTuple):
    """Whether a requisition is open, since when, and why it was closed."""

    status: str
    opened_on: str
    closed_on: str | None = None
    closed_reason: str | None = None


class Requisitions:
    """The posts."""

    name = "requisitions"
    tables = (requisition_rows,)

    def rows(self, slice_: Slice) -> Rows:
        """Make a row for each requisition known by the day."""
        found = []
        for name in slice_.organisation.facts.of("requisitions"):
            subject = slice_.loaded.subject_of.get(f"requisition/{name}")
            requisition = slice_.organisation.requisition(name)
            if subject is not None and subject in slice_.subjects and requisition.known:
                found.append(_store(subject, name, requisition, slice_.as_of))
        return {requisition_rows.name: found}

    def content(self, table: str, row: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """Give everything but the subject."""
        return row[1:]


def _store(subject: int, name: str, requisition: Requisition, as_of: date) -> RequisitionRow:
    bonus = requisition.on(as_of, lambda fact: fact.bonus)
    openings = requisition.on(as_of, lambda fact: fact.openings)
    door = _find_door(requisition, as_of)
    return RequisitionRow(
        subject=subject,
        requisition=name,
        title=requisition.on(as_of, lambda fact: fact.title),
        status=door.status,
        opened_on=door.opened_on,
        closed_on=door.closed_on,
        closed_reason=door.closed_reason,
        hiring_manager=requisition.on(as_of, lambda fact: fact.hiring_manager),
        department=requisition.on(as_of, lambda fact: fact.department),
        level=requisition.on(as_of, lambda fact: fact.level),
        location=requisition.on(as_of, lambda fact: fact.location),
        schedules=_encode_list(requisition.on(as_of, lambda fact: fact.schedules)),
        recruiters=_encode_list(requisition.on(as_of, lambda fact: fact.recruiters)),
        openings=1 if openings is None else openings,
        bonus_amount=bonus.amount if bonus else None,
        bonus_currency=bonus.currency if bonus else None,
    )


def _find_door(requisition: Requisition, as_of: date) -> Door:
    assert requisition.opening_day is not None
    opened = requisition.opening_day.isoformat()
    door = requisition.door_on(as_of)
    if door is None:
        return Door("planned", opened)
    if isinstance(door.data, RequisitionClosed):
        reason = door.data.reason
        # Somebody's own words stay in the store, where they are sealed.
        listed = reason if reason in CLOSING_REASONS else "other" if reason else None
        return Door("closed", opened, door.data.closed_on.isoformat(), listed)
    return Door("open", opened)


def _encode_list(values: Any) -> str:
    return msgspec.json.encode(list(values or ())).decode()
