"""The tables of the book of payouts. Nothing in them is personal: reasons in somebody's words stay in their events."""

from sqlalchemy import Column, Index, Table

from projections.database import METADATA, CodePoints, Number

runs = Table(
    "read_payout_runs",
    METADATA,
    Column("run", CodePoints, primary_key=True),
    Column("number", Number, nullable=False),
    Column("as_of", CodePoints, nullable=False),
    Column("currency", CodePoints, nullable=False),
    Column("pay_date", CodePoints),
    Column("proposed_by", CodePoints),
    Column("proposed_at", Number, nullable=False),
    Column("knew", Number, nullable=False),
    Column("state", CodePoints, nullable=False),
    Column("approved_by", CodePoints),
    Column("approved_at", Number, nullable=False),
    Column("released_by", CodePoints, nullable=False),
    Column("format", CodePoints),
    Column("sent_at", Number, nullable=False),
    Column("exported_at", CodePoints),
    sqlite_with_rowid=False,
)
"""`number` is the n of P-n; `proposed_at`, `knew`, `approved_at` and `sent_at` are positions.

`released_by` is a JSON list.
"""

lines = Table(
    "read_payout_lines",
    METADATA,
    Column("line", CodePoints, primary_key=True),
    Column("run", CodePoints, nullable=False),
    Column("number", Number, nullable=False),
    Column("place", Number, nullable=False),
    Column("referral", CodePoints, nullable=False),
    Column("instalment", CodePoints, nullable=False),
    Column("referrer", CodePoints, nullable=False),
    Column("currency", CodePoints, nullable=False),
    Column("amount", CodePoints, nullable=False),
    Column("kind", CodePoints, nullable=False),
    Column("corrects", CodePoints),
    Column("hire", CodePoints),
    Column("earned_on", CodePoints),
    Column("programme_version", Number),
    Column("fate", CodePoints, nullable=False),
    Column("reason", CodePoints),
    Column("ended_at", Number, nullable=False),
    Column("released", Number, nullable=False),
    Column("sent_at", Number, nullable=False),
    Column("sent_on", CodePoints),
    Column("accepted", CodePoints, nullable=False),
    Index("read_payout_lines_by_run", "run"),
    Index("read_payout_lines_by_referral", "referral"),
    sqlite_with_rowid=False,
)
"""In the order of (`number` of the run, `place` in it) they were made. `reason` only where it is a code."""

settlements = Table(
    "read_payout_settlements",
    METADATA,
    Column("line", CodePoints, primary_key=True),
    Column("position", Number, primary_key=True),
    Column("outcome", CodePoints, nullable=False),
    Column("settled_on", CodePoints, nullable=False),
    Column("amount", CodePoints),
    Column("currency", CodePoints),
    Column("time", CodePoints, nullable=False),
    Column("sequence", CodePoints, nullable=False),
    Column("source", CodePoints, nullable=False),
    Column("id", CodePoints, nullable=False),
    sqlite_with_rowid=False,
)

retractions = Table(
    "read_payout_retractions",
    METADATA,
    Column("fact", CodePoints, primary_key=True),
    Column("position", Number, primary_key=True),
    Column("source", CodePoints, nullable=False),
    Column("retracts", Number, nullable=False),
    Column("time", CodePoints, nullable=False),
    Column("sequence", CodePoints, nullable=False),
    Column("id", CodePoints, nullable=False),
    sqlite_with_rowid=False,
)
"""What sources say of facts of theirs, any of which may be a settlement: that it does not count, or does again."""

files = Table(
    "read_payout_files",
    METADATA,
    Column("source", CodePoints, primary_key=True),
    Column("position", Number, nullable=False),
    sqlite_with_rowid=False,
)
"""The settlement files that were read, by the source of their facts."""
