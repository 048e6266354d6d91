"""The table of bonus rows, as they are but for the cap."""

from sqlalchemy import Column, Index, Table

from projections.database import METADATA, CodePoints, Number

bonuses = Table(
    "read_bonuses",
    METADATA,
    Column("subject", Number, primary_key=True),
    Column("referral", CodePoints, primary_key=True),
    Column("number", Number, primary_key=True),
    Column("referrer", CodePoints, nullable=False),
    Column("candidate", CodePoints, nullable=False),
    Column("requisition", CodePoints),
    Column("application", CodePoints),
    Column("employment", CodePoints),
    Column("instalment", CodePoints),
    Column("milestone_on", CodePoints),
    Column("entitlement", CodePoints, nullable=False),
    Column("waiting_for", CodePoints),
    Column("reasons", CodePoints, nullable=False),
    Column("amount", CodePoints, nullable=False),
    Column("currency", CodePoints),
    Column("programme_version", Number),
    Column("warnings", CodePoints, nullable=False),
    Column("cap_bonuses", Number),
    Column("cap_per", CodePoints),
    Index("read_bonuses_by_referrer", "referrer"),
    sqlite_with_rowid=False,
)
"""Dates are YYYY-MM-DD, amounts decimal text, lists separated by spaces."""
