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
    Column("part", Number, primary_key=True),
    Column("events", CodePoints, nullable=False),
    sqlite_with_rowid=False,
)
"""`events` is a JSON list, in the order of facts, of [day, instant, type, stream, sentence, source#id]: PART of them,
but for the last part. Parts count from 0. No personal data: sentences speak of ids."""

PART = 500
"""So many sentences are read and replaced together: nearly every timeline is one row."""


class MergedCandidate(NamedTuple):
    """A candidate of a merged person, as stored."""

    subject: int
    candidate: str
    person: str


class TimelineRow(NamedTuple):
    """A part of a person's timeline as stored."""

    subject: int
    person: str
    part: int
    events: str
