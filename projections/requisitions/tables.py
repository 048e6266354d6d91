"""The table of requisitions."""

from typing import NamedTuple

from sqlalchemy import Column, Index, Table

from projections.database import METADATA, CodePoints, Number

requisition_rows = Table(
    "read_requisitions",
    METADATA,
    Column("subject", Number, primary_key=True),
    Column("requisition", CodePoints, primary_key=True),
    Column("title", CodePoints),
    Column("status", CodePoints, nullable=False),
    Column("opened_on", CodePoints, nullable=False),
    Column("closed_on", CodePoints),
    Column("closed_reason", CodePoints),
    Column("hiring_manager", CodePoints),
    Column("department", CodePoints),
    Column("level", CodePoints),
    Column("location", CodePoints),
    Column("schedules", CodePoints, nullable=False),
    Column("recruiters", CodePoints, nullable=False),
    Column("openings", Number, nullable=False),
    Column("bonus_amount", CodePoints),
    Column("bonus_currency", CodePoints),
    Index("read_requisitions_by_id", "requisition"),
    sqlite_with_rowid=False,
)
"""`schedules` and `recruiters` are JSON lists; a requisition is open, closed, or planned (opens on a later day)."""


class RequisitionRow(NamedTuple):
    """A requisition as stored."""

    subject: int
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
    schedules: str
    recruiters: str
    openings: int
    bonus_amount: str | None
    bonus_currency: str | None
