"""The limit: rows that are ready put into the tables by the database's quickest way, a durable commit a batch."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, LiteralString, Protocol

import psycopg

from domain.store.location import SqliteFile, locate
from domain.store.sqlite.connections import connect
from tests.bench.ready import Ready

_COLUMNS = "(originator_id, originator_version, topic, state)"
_SELECT_ALL = "SELECT notification_id, originator_id, topic, state FROM stored_events ORDER BY notification_id"
_NOTE = (
    "INSERT INTO recordings (last_position, recorded_at, number, nodes) SELECT (SELECT max({position}) FROM"
    " stored_events), {mark}, (SELECT coalesce(max(number) + 1, 0) FROM recordings), {mark}"
)
_NODES = bytes(64)
"""As long as what a recording adds to the tree on average."""

EventAt = tuple[int, str, str, bytes]
"""What a fold needs of a row: its position, the stream it is in, topic and state."""


class Raw(Protocol):
    """A bare connection to a store's tables."""

    def insert_events(self, ready: Ready) -> None:
        """The events of a batch and nothing else, committed."""
        ...

    def insert_all(self, ready: Ready) -> None:
        """The rows of every table that recording a batch writes to, committed."""
        ...

    def select(self) -> Iterator[EventAt]:
        """All events, in the order of their recording."""
        ...


class _Sqlite:
    """executemany, write-ahead log, synchronous FULL, the same cache and log as Vouch has."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.row_factory = None
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute("PRAGMA wal_autocheckpoint = 8000")

    def insert_events(self, ready: Ready) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany(f"INSERT INTO stored_events {_COLUMNS} VALUES (?, ?, ?, ?)", ready.events)
        self._connection.execute("COMMIT")

    def insert_all(self, ready: Ready) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany("INSERT INTO inbox (source, id, content) VALUES (?, ?, ?)", ready.inbox)
        self._connection.executemany(f"INSERT INTO stored_events {_COLUMNS} VALUES (?, ?, ?, ?)", ready.events)
        self._connection.execute(_NOTE.format(mark="?", position="rowid"), (ready.instant, _NODES))
        self._connection.execute("COMMIT")

    def select(self) -> Iterator[EventAt]:
        yield from self._connection.execute(_SELECT_ALL.replace("notification_id", "rowid"))


class _Postgres:
    """Binary COPY, synchronous_commit on."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def insert_events(self, ready: Ready) -> None:
        self._copy_events(ready)
        self._connection.commit()

    def insert_all(self, ready: Ready) -> None:
        self._copy(
            "COPY inbox (source, id, content) FROM STDIN (FORMAT BINARY)", ("int4", "text", "bytea"), ready.inbox
        )
        self._copy_events(ready)
        note = _NOTE.format(mark="%s", position="notification_id")
        self._connection.execute(note.encode(), (ready.instant, _NODES))
        self._connection.commit()

    def select(self) -> Iterator[EventAt]:
        with self._connection.cursor(binary=True) as cursor:
            cursor.execute(_SELECT_ALL)
            yield from cursor.fetchall()
        self._connection.commit()

    def _copy_events(self, ready: Ready) -> None:
        statement = "COPY stored_events (originator_id, originator_version, topic, state) FROM STDIN (FORMAT BINARY)"
        self._copy(statement, ("text", "int8", "text", "bytea"), ready.events)

    def _copy(self, statement: LiteralString, types: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        with self._connection.cursor() as cursor, cursor.copy(statement) as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)


@contextmanager
def raw(url: str) -> Iterator[Raw]:
    """A bare connection to the store at a URL."""
    where = locate(url)
    if isinstance(where, SqliteFile):
        with closing(connect(Path(where.path))) as file:
            yield _Sqlite(file)
    else:
        with psycopg.connect(where.url) as server:
            yield _Postgres(server)
