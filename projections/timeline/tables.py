"""The tables of the timeline: which person each candidate is, and the sentences of each person."""

from sqlalchemy import Column, Integer, Table

from projections.database import METADATA, CodePoints

candidates = Table(
    "read_candidates",
    METADATA,
    Column("subject", Integer, primary_key=True),
    Column("candidate", CodePoints, primary_key=True),
    Column("person", CodePoints, nullable=False),
    sqlite_with_rowid=False,
)
"""A person is named by the least of its candidates' ids."""

timeline = Table(
    "read_timeline",
    METADATA,
    Column("subject", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("person", CodePoints, nullable=False),
    Column("on_day", CodePoints, nullable=False),
    Column("at", CodePoints, nullable=False),
    Column("type", CodePoints, nullable=False),
    Column("about", CodePoints, nullable=False),
    Column("says", CodePoints, nullable=False),
    Column("fact", CodePoints, nullable=False),
    sqlite_with_rowid=False,
)
"""In the order of facts. No personal data: sentences speak of ids."""
