"""The table of bonus rows, as they are but for the cap."""

from typing import NamedTuple

from sqlalchemy import Column, Index, Table

from projections.database import METADATA, CodePoints, Number

bonus_rows = Table(
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
    Column("hire", CodePoints),
    Column("person", CodePoints, nullable=False),
    Column("expected_on", CodePoints),
    Index("read_bonuses_by_referrer", "referrer"),
    sqlite_with_rowid=False,
)
"""Dates are YYYY-MM-DD, amounts decimal text, lists separated by spaces.

`hire` is the employee of the spell that the row names; `person` is a JSON list of the employees of all spells of the
person referred that are not cancelled: payouts bar them from their own money. `expected_on`, while there is no
hire, is the day on which it would be earned if the start that the standing offer gives comes true.
"""


class BonusRow(NamedTuple):
    """A bonus row as stored: dates are YYYY-MM-DD, amounts decimal text, lists separated by spaces."""

    subject: int
    referral: str
    number: int
    referrer: str
    candidate: str
    requisition: str | None
    application: str | None
    employment: str | None
    instalment: str | None
    milestone_on: str | None
    entitlement: str
    waiting_for: str | None
    reasons: str
    amount: str
    currency: str | None
    programme_version: int | None
    warnings: str
    cap_bonuses: int | None
    cap_per: str | None
    hire: str | None
    person: str
    expected_on: str | None
