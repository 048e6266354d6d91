"""What the clock has recorded so far: the last of its events in each of its streams, kept by the router."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Table, delete, select

from domain.facts.base import Fact
from domain.facts.bonus import BonusEarned, BonusLost
from domain.facts.tenure import OfferLapsed, TenureReached, TenureRevoked
from domain.store.port import EventStore
from domain.store.values import StoredRow
from projections.database import METADATA, CodePoints, Database, Number

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
"""What was said last of each instalment; `earned_on`, `amount` and `currency` are null where it was lost."""


class Noted(NamedTuple):
    """The last that the clock recorded in a stream."""

    stream: str
    version: int
    kind: str
    thing: str
    instalment: str
    employment: str | None
    due_on: date
    stands: bool


class Said(NamedTuple):
    """What the clock has said last of an instalment's bonus; without day, amount and currency: that it is lost."""

    stream: str
    version: int
    referral: str
    instalment: str
    referrer: str
    as_of: date
    earned_on: date | None
    amount: str | None
    currency: str | None


def note(database: Database, connection: Connection, rows: Sequence[StoredRow], store: EventStore) -> None:
    """Take the clock's own events of a batch into the book."""
    latest: dict[Table, dict[str, tuple[Any, ...]]] = {clock_book: {}, bonus_book: {}}
    for row in rows:
        fact = store.decode(row).data
        for book, columns in ((clock_book, _due_columns(fact)), (bonus_book, _bonus_columns(fact))):
            if columns is not None:
                latest[book][row.stream] = (row.stream, row.version, *columns)
    for book, found in latest.items():
        if found:
            connection.execute(delete(book).where(database.any_of(book.c.stream, list(found))))
            database.insert(connection, book, list(found.values()))


def _due_columns(fact: Fact) -> tuple[Any, ...] | None:
    match fact:
        case TenureReached() | TenureRevoked():
            stands = int(isinstance(fact, TenureReached))
            return ("tenure", fact.referral, fact.instalment, fact.employment, fact.due_on.isoformat(), stands)
        case OfferLapsed():
            return ("offer", fact.offer, "", None, fact.expires_on.isoformat(), 1)
        case _:
            return None


def _bonus_columns(fact: Fact) -> tuple[Any, ...] | None:
    match fact:
        case BonusEarned():
            worth: tuple[Any, ...] = (fact.earned_on.isoformat(), fact.amount, fact.currency)
        case BonusLost():
            worth = (None, None, None)
        case _:
            return None
    return (fact.referral, fact.instalment, fact.referrer, fact.as_of.isoformat(), *worth)


def noted(connection: Connection) -> dict[str, Noted]:
    """The whole book of what fell due, by stream."""
    return {
        stream: Noted(stream, version, kind, thing, name, employment, date.fromisoformat(due_on), bool(stands))
        for stream, version, kind, thing, name, employment, due_on, stands in connection.execute(select(clock_book))
    }


def said(connection: Connection) -> dict[str, Said]:
    """The whole book of bonuses, by stream."""
    return {row.stream: _said(*row) for row in connection.execute(select(bonus_book))}


def _said(
    stream: str,
    version: int,
    referral: str,
    instalment: str,
    referrer: str,
    as_of: str,
    earned_on: str | None,
    amount: str | None,
    currency: str | None,
) -> Said:
    days = (date.fromisoformat(as_of), _day(earned_on))
    return Said(stream, version, referral, instalment, referrer, *days, amount, currency)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
