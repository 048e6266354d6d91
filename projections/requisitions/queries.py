"""Questions about the posts."""

from collections.abc import Collection
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from projections.engine.asking.reader import Reader
from projections.engine.asking.subject_lookup import subject_of
from projections.requisitions.fold import Requisitions
from projections.requisitions.tables import requisitions


class Money(Struct, frozen=True):
    """An amount as decimal text, with its currency."""

    amount: str
    currency: str


class RequisitionView(Struct, frozen=True):
    """A post as of a day."""

    requisition: str
    title: str | None
    status: str
    opened_on: str
    closed_on: str | None
    closed_reason: str | None
    hiring_manager: str | None
    department: str | None
    level: str | None
    location: str | None
    schedules: list[str]
    recruiters: list[str]
    openings: int
    bonus: Money | None


def requisition_list(
    reader: Reader, as_of: date, known_by: int | None = None, *, status: str | None = None, only: str | None = None
) -> list[RequisitionView]:
    """The posts known as of the day, by id."""
    among = _only(reader, only)
    where = {name: value for name, value in (("requisition", only), ("status", status)) if value is not None}
    rows = reader.rows(Requisitions(), requisitions, as_of, known_by=known_by, among=among, where=where)
    return sorted((_view(row) for row in rows), key=lambda view: view.requisition)


def requisition_titles(
    reader: Reader, as_of: date, known_by: int | None = None, *, only: str | None = None
) -> dict[str, str | None]:
    """The titles of the posts known as of the day."""
    return {view.requisition: view.title for view in requisition_list(reader, as_of, known_by, only=only)}


def _only(reader: Reader, requisition: str | None) -> Collection[int] | None:
    if requisition is None:
        return None
    own = subject_of(reader.connection, f"requisition/{requisition}")
    return set() if own is None else {own}


def _view(row: tuple[Any, ...]) -> RequisitionView:
    schedules, recruiters, openings, amount, currency = row[11:]
    bonus = Money(amount, currency) if amount is not None else None
    fields = [*row[1:11], msgspec.json.decode(schedules), msgspec.json.decode(recruiters), openings, bonus]
    return RequisitionView(*fields)
