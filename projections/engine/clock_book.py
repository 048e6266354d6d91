"""What the clock has recorded so far: the last of its events in each of its streams, kept by the router."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Table, delete, select

from domain.facts.base import Fact
from domain.facts.tenure import OfferLapsed, TenureReached, TenureRevoked
from domain.store.port import EventStore, StoredRow
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


def note(database: Database, connection: Connection, rows: Sequence[StoredRow], store: EventStore) -> None:
    """Take the clock's own events of a batch into the book."""
    latest: dict[str, tuple[Any, ...]] = {}
    for row in rows:
        columns = _columns(store.decode(row).data)
        if columns is not None:
            latest[row.stream] = (row.stream, row.version, *columns)
    if latest:
        connection.execute(delete(clock_book).where(database.any_of(clock_book.c.stream, list(latest))))
        database.insert(connection, clock_book, list(latest.values()))


def _columns(fact: Fact) -> tuple[Any, ...] | None:
    match fact:
        case TenureReached() | TenureRevoked():
            stands = int(isinstance(fact, TenureReached))
            return ("tenure", fact.referral, fact.instalment, fact.employment, fact.due_on.isoformat(), stands)
        case OfferLapsed():
            return ("offer", fact.offer, "", None, fact.expires_on.isoformat(), 1)
        case _:
            return None


def noted(connection: Connection) -> dict[str, Noted]:
    """The whole book, by stream."""
    return {
        stream: Noted(stream, version, kind, thing, name, employment, date.fromisoformat(due_on), bool(stands))
        for stream, version, kind, thing, name, employment, due_on, stands in connection.execute(select(clock_book))
    }
