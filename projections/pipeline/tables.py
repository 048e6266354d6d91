"""The table of applications, each in its column of its requisition's pipeline."""

from typing import NamedTuple

from sqlalchemy import Column, Index, Table

from projections.database import METADATA, CodePoints, Number

application_rows = Table(
    "read_applications",
    METADATA,
    Column("subject", Number, primary_key=True),
    Column("application", CodePoints, primary_key=True),
    Column("requisition", CodePoints, nullable=False),
    Column("candidate", CodePoints, nullable=False),
    Column("name", CodePoints),
    Column("column_name", CodePoints, nullable=False),
    Column("state", CodePoints, nullable=False),
    Column("entered_on", CodePoints, nullable=False),
    Column("schedule", CodePoints),
    Column("referral", CodePoints),
    Column("referrer", CodePoints),
    Column("stages", CodePoints, nullable=False),
    Column("submitted_on", CodePoints, nullable=False),
    Column("submitted_by", CodePoints, nullable=False),
    Index("read_applications_by_requisition", "requisition"),
    sqlite_with_rowid=False,
)
"""`name` is personal and kept sealed; `stages` is a JSON list of [stage, instant, sequence, source, id] first
seen, the instant with all six digits so that texts sort as instants do. `submitted_by` names the fact that
announced it."""


class ApplicationRow(NamedTuple):
    """An application as stored."""

    subject: int
    application: str
    requisition: str
    candidate: str
    name: str | None
    column_name: str
    state: str
    entered_on: str
    schedule: str | None
    referral: str | None
    referrer: str | None
    stages: str
    submitted_on: str
    submitted_by: str
