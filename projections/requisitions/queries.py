"""Questions about requisitions."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol, TypeVar

import msgspec
from msgspec import Struct

from projections.engine.asking.listing import Span, Window, list_page
from projections.engine.asking.reader import Having, Moment, Reader
from projections.engine.asking.scope import EVERYBODY, Scope
from projections.engine.asking.subject_lookup import find_own_subject, find_subjects
from projections.requisitions.fold import Requisitions
from projections.requisitions.tables import RequisitionRow, requisition_rows


class Money(Struct, frozen=True):
    """An amount as decimal text, with its currency."""

    amount: str
    currency: str


class RequisitionView(Struct, frozen=True):
    """A requisition as of a day."""

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


def requisitions_named(reader: Reader, as_of: date, names: frozenset[str]) -> list[RequisitionView]:
    """Show some requisitions as of the day, in no promised order; unknown ones are left out."""
    homes = find_subjects(reader.database, reader.connection, [f"requisition/{name}" for name in names])
    rows = reader.rows(Requisitions(), requisition_rows, as_of, scope=Scope(homes), having={"requisition": names})
    return [_view(RequisitionRow(*row)) for row in rows]


class Shown(Protocol):
    """A requisition as it is shown, by its id."""

    @property
    def requisition(self) -> str:
        """Its id."""
        ...


V = TypeVar("V", bound=Shown)


def requisition_list(
    reader: Reader, as_of: date, up_to: int | None = None, *, status: str | None = None, only: str | None = None
) -> list[RequisitionView]:
    """List the requisitions known as of the day, by id."""
    scope = EVERYBODY if only is None else Scope(find_own_subject(reader.connection, f"requisition/{only}"))
    having = {name: value for name, value in (("requisition", only), ("status", status)) if value is not None}
    rows = reader.rows(Requisitions(), requisition_rows, as_of, up_to=up_to, scope=scope, having=having)
    return sorted((_view(RequisitionRow(*row)) for row in rows), key=lambda view: view.requisition)


def pick_requisition_page(
    reader: Reader,
    moment: Moment,
    span: Span,
    pick: Callable[[Sequence[RequisitionView]], Sequence[V]],
    *,
    status: str | None = None,
) -> list[V]:
    """List the requisitions known at the moment that follow, by id, as `pick` shows those that it keeps.

    Only those that stand so, if `status` is given.
    """
    stands: Having = {} if status is None else {"status": status}

    def show(window: Window) -> list[tuple[str, V]]:
        having = {**stands, "requisition": window.names}
        rows = reader.rows_known(Requisitions(), requisition_rows, moment, window.subjects, having)
        return [(view.requisition, view) for view in pick([_view(RequisitionRow(*row)) for row in rows])]

    return list_page(reader, "requisition", span, show)


def requisition_page(reader: Reader, moment: Moment, span: Span, *, status: str | None = None) -> list[RequisitionView]:
    """List the requisitions known at the moment that follow, by id; only those that stand so, if `status` is given."""
    return pick_requisition_page(reader, moment, span, lambda views: views, status=status)


def requisition_titles(
    reader: Reader, as_of: date, up_to: int | None = None, *, only: str | None = None
) -> dict[str, str | None]:
    """Find the titles of the requisitions known as of the day."""
    return {view.requisition: view.title for view in requisition_list(reader, as_of, up_to, only=only)}


def _view(stored: RequisitionRow) -> RequisitionView:
    return RequisitionView(
        requisition=stored.requisition,
        title=stored.title,
        status=stored.status,
        opened_on=stored.opened_on,
        closed_on=stored.closed_on,
        closed_reason=stored.closed_reason,
        hiring_manager=stored.hiring_manager,
        department=stored.department,
        level=stored.level,
        location=stored.location,
        schedules=msgspec.json.decode(stored.schedules, type=list[str]),
        recruiters=msgspec.json.decode(stored.recruiters, type=list[str]),
        openings=stored.openings,
        bonus=_view_bonus(stored),
    )


def _view_bonus(stored: RequisitionRow) -> Money | None:
    if stored.bonus_amount is None or stored.bonus_currency is None:
        return None
    return Money(stored.bonus_amount, stored.bonus_currency)
