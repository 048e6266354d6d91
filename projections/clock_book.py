"""The clock's books: the last event that it recorded in each of its streams, kept by the router."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, RowMapping, Table, delete, select

from domain.facts.base import Fact
from domain.facts.bonus import BonusEarned, BonusLost
from domain.facts.tenure import OfferLapsed, TenureReached, TenureRevoked
from domain.store.port import EventStore
from domain.store.values import StoredRow
from projections.database import METADATA, CodePoints, Database, Number
from projections.decoding import decode_each

clock_book = Table(
    "read_clock_book",
    METADATA,
    Column("stream", CodePoints, primary_key=True),
    Column("version", Number, nullable=False),
    Column("kind", CodePoints, nullable=False),
    Column("thing", CodePoints, nullable=False),
    Column("instalment", CodePoints, nullable=False),
    Column("employment", CodePoints),
    Column("due_on", CodePoints, nullable=False),
    Column("stands", Number, nullable=False),
    sqlite_with_rowid=False,
)
"""`stands` is 0 once a milestone has been revoked."""

bonus_book = Table(
    "read_bonus_book",
    METADATA,
    Column("stream", CodePoints, primary_key=True),
    Column("version", Number, nullable=False),
    Column("referral", CodePoints, nullable=False),
    Column("instalment", CodePoints, nullable=False),
    Column("referrer", CodePoints, nullable=False),
    Column("as_of", CodePoints, nullable=False),
    Column("earned_on", CodePoints),
    Column("amount", CodePoints),
    Column("currency", CodePoints),
    sqlite_with_rowid=False,
)
"""The last event on each instalment's bonus; `earned_on`, `amount` and `currency` are null where it was lost."""


class DueEntry(NamedTuple):
    """The last of the clock's events in the stream of a tenure or an offer."""

    stream: str
    version: int
    kind: str
    thing: str
    instalment: str
    employment: str | None
    due_on: date
    stands: bool


class BonusEntry(NamedTuple):
    """The last of the clock's events on an instalment's bonus; without day, amount and currency it was lost."""

    stream: str
    version: int
    referral: str
    instalment: str
    referrer: str
    as_of: date
    earned_on: date | None
    amount: str | None
    currency: str | None


def update_books(database: Database, connection: Connection, rows: Sequence[StoredRow], store: EventStore) -> None:
    """Take the clock's own events of a batch into the books."""
    latest: dict[Table, dict[str, tuple[Any, ...]]] = {clock_book: {}, bonus_book: {}}
    for row, recorded, _ in decode_each(store, rows):
        if recorded is None:
            continue
        fact = recorded.data
        if (due := _make_due_entry(row, fact)) is not None:
            latest[clock_book][row.stream] = _store(due)
        elif (bonus := _make_bonus_entry(row, fact)) is not None:
            latest[bonus_book][row.stream] = _store(bonus)
    for book, found in latest.items():
        if found:
            connection.execute(delete(book).where(database.any_of(book.c.stream, list(found))))
            database.insert(connection, book, list(found.values()))


def _make_due_entry(row: StoredRow, fact: Fact) -> DueEntry | None:
    at = (row.stream, row.version)
    match fact:
        case TenureReached() | TenureRevoked():
            stands = isinstance(fact, TenureReached)
            return DueEntry(*at, "tenure", fact.referral, fact.instalment, fact.employment, fact.due_on, stands)
        case OfferLapsed():
            return DueEntry(*at, "offer", fact.offer, "", None, fact.expires_on, stands=True)
        case _:
            return None


def _make_bonus_entry(row: StoredRow, fact: Fact) -> BonusEntry | None:
    match fact:
        case BonusEarned():
            worth: tuple[date | None, str | None, str | None] = (fact.earned_on, fact.amount, fact.currency)
        case BonusLost():
            worth = (None, None, None)
        case _:
            return None
    return BonusEntry(row.stream, row.version, fact.referral, fact.instalment, fact.referrer, fact.as_of, *worth)


def _store(entry: DueEntry | BonusEntry) -> tuple[Any, ...]:
    """Write days as YYYY-MM-DD and truth as 0 or 1."""
    return tuple(
        each.isoformat() if isinstance(each, date) else int(each) if isinstance(each, bool) else each for each in entry
    )


def read_due_book(connection: Connection) -> dict[str, DueEntry]:
    """Read the last entry of each stream on tenures and offers."""
    found = connection.execute(select(clock_book)).mappings()
    return {
        row["stream"]: DueEntry(**{**row, **_read_days(row, "due_on"), "stands": bool(row["stands"])}) for row in found
    }


def read_bonus_book(connection: Connection) -> dict[str, BonusEntry]:
    """Read the last entry of each stream on an instalment's bonus."""
    found = connection.execute(select(bonus_book)).mappings()
    return {row["stream"]: BonusEntry(**{**row, **_read_days(row, "as_of", "earned_on")}) for row in found}


def _read_days(row: RowMapping, *columns: str) -> dict[str, date]:
    return {name: date.fromisoformat(row[name]) for name in columns if row[name] is not None}
