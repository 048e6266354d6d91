"""Exports of exceptions: the report's answer as JSON, CSV or a spreadsheet."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

import msgspec
from msgspec import Struct

from api.exports import Column, write_csv, write_xlsx
from projections.exceptions.queries import ExceptionView

EXCEPTION_COLUMNS: Sequence[Column[ExceptionView]] = (
    Column("code", lambda view: view.code),
    Column("kind", lambda view: view.kind),
    Column("id", lambda view: view.id),
    Column("requisition", lambda view: view.requisition),
    Column("since", lambda view: view.since),
    Column("days", lambda view: view.days),
    Column("says", lambda view: view.says),
    Column("mend", lambda view: view.mend),
    Column("facts", lambda view: " ".join(view.facts)),
)
"""The fields of an exception, facts separated by spaces."""


class ExceptionReport(Struct, frozen=True):
    """What needs a person as of a day, as known at an instant (null: now)."""

    report: str
    as_of: date
    known_at: datetime | None
    rows: list[ExceptionView]


def write_exception_json(rows: list[ExceptionView], as_of: date, known_at: datetime | None) -> list[bytes]:
    """Write the report as JSON: its name, what was asked, and the rows."""
    return [msgspec.json.encode(ExceptionReport("exceptions", as_of, known_at, rows)), b"\n"]


def write_exception_csv(rows: Iterable[ExceptionView]) -> Iterator[bytes]:
    """Write the rows as CSV."""
    return write_csv(EXCEPTION_COLUMNS, rows)


def write_exception_xlsx(rows: Iterable[ExceptionView]) -> bytes:
    """Write the rows as a spreadsheet."""
    return write_xlsx(EXCEPTION_COLUMNS, rows, title="Exceptions")
