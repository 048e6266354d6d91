"""The table of referrals; their instalments are bonus rows."""

from typing import NamedTuple

from sqlalchemy import Column, Index, Table

from projections.database import METADATA, CodePoints, Number

referral_rows = Table(
    "read_referrals",
    METADATA,
    Column("subject", Number, primary_key=True),
    Column("referral", CodePoints, primary_key=True),
    Column("referrer", CodePoints, nullable=False),
    Column("candidate", CodePoints, nullable=False),
    Column("requisition", CodePoints),
    Column("relationship", CodePoints),
    Column("referred_on", CodePoints, nullable=False),
    Column("withdrawn_on", CodePoints),
    Column("last_moved_on", CodePoints, nullable=False),
    Column("next_step", CodePoints),
    Index("read_referrals_by_id", "referral"),
    Index("read_referrals_by_referrer", "referrer"),
    sqlite_with_rowid=False,
)


class ReferralRow(NamedTuple):
    """A referral as stored."""

    subject: int
    referral: str
    referrer: str
    candidate: str
    requisition: str | None
    relationship: str | None
    referred_on: str
    withdrawn_on: str | None
    last_moved_on: str
    next_step: str | None
