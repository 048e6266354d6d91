"""The tables of the timeline: which person each candidate is, and the sentences of each person."""

from typing import NamedTuple

from sqlalchemy import Column, Table

from projections.database import METADATA, CodePoints, Number

merged_candidates = Table(
    "read_candidates",
    METADATA,
    Column("subject", Number, primary_key=True),
    Column("candidate", CodePoints, primary_key=True),
    Column("person", CodePoints, nullable=False),
    sqlite_with_rowid=False,
)
"""Only of candidates that are merged with others. A person is named by the least of its candidates' ids."""

timeline_rows = Table(
    "read_timeline",
    METADATA,
    Column("subject", Number, primary_key=True),
    Column("person", CodePoints, primary_key=True),
    Column("events", CodePoints, nullable=False),
    sqlite_with_rowid=False,
)
"""`events` is a JSON list, in the order of facts, of [day, instant, type, stream, sentence, source#id]: a timeline is
always read and replaced whole. No personal data: sentences speak of ids."""


class MergedCandidate(NamedTuple):
    """A candidate of a merged person, as stored."""

    subject: int
    candidate: str
    person: str


class TimelineRow(NamedTuple):
    """A person's timeline as stored."""

    subject: int
    person: str
    events: str
