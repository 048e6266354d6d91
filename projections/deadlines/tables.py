"""The table of deadlines."""

from typing import NamedTuple

from sqlalchemy import Column, Index, Table

from projections.database import METADATA, CodePoints, Number

deadline_rows = Table(
    "read_deadlines",
    METADATA,
    Column("subject", Number, primary_key=True),
    Column("kind", CodePoints, primary_key=True),
    Column("thing", CodePoints, primary_key=True),
    Column("instalment", CodePoints, primary_key=True),
    Column("employment", CodePoints),
    Column("due_on", CodePoints, nullable=False),
    Column("tenure_days", Number),
    Column("met", Number, nullable=False),
    Index("read_deadlines_by_day", "due_on"),
    sqlite_with_rowid=False,
)
"""Kind `tenure`: thing is the referral, met when the tenure has been served by the day. Kind `offer`: thing is the
offer, due on the day after it runs out, met when it still stood extended then and the day has come."""


class DeadlineRow(NamedTuple):
    """A deadline as stored."""

    subject: int
    kind: str
    thing: str
    instalment: str
    employment: str | None
    due_on: str
    tenure_days: int | None
    met: int
