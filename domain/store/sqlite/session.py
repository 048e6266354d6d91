"""SQLite's way to run statements: rows go in through executemany; SQLite does nothing in the background."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from domain.store.session import Collision, EventRow, InboxRow, Row, Session, to_json

_EVENTS_OF = (
    "SELECT e.rowid, originator_id, originator_version, topic, state"
    " FROM json_each(?) AS k CROSS JOIN stored_events AS e ON originator_id = k.value"
    " WHERE +e.rowid <= ?"  # the plus: found by the stream, never by the position
)


class SqliteSession(Session):
    """A session on a cursor."""

    position = "rowid"
    raw_texts = "CAST(originator_id AS BLOB), originator_version, CAST(topic AS BLOB)"
    texts = "json_each(?) AS k"

    def __init__(self, cursor: sqlite3.Cursor, insert: str) -> None:
        cursor.row_factory = None  # plain tuples
        self._cursor = cursor
        self._insert = insert

    def rows(self, sql: str, *values: Any) -> list[Row]:
        """Run a statement and return all its rows."""
        return self._cursor.execute(sql, values).fetchall()

    def run(self, sql: str, *values: Any) -> None:
        """Run a statement that returns no rows."""
        self._cursor.execute(sql, values)

    def run_many(self, sql: str, rows: Iterable[Row]) -> None:
        """Run a statement once for each row of values."""
        self._cursor.executemany(sql, rows)

    @contextmanager
    def asking(self, sql: str, *values: Any) -> Iterator[Callable[[], list[Row]]]:
        """Defer the query until its rows are fetched: SQLite does nothing in the background."""
        yield lambda: self.rows(sql, *values)

    def events_of(self, streams: Collection[str], up_to: int) -> list[Row]:
        """Find the events of streams, with one search of the index for each stream."""
        return self.rows(_EVENTS_OF, to_json(streams), up_to)

    def claim(self, deliveries: Sequence[InboxRow]) -> None:
        """Insert new deliveries into the inbox; Collision if one is there already."""
        try:
            self._cursor.executemany("INSERT INTO inbox (source, id, content) VALUES (?, ?, ?)", deliveries)
        except sqlite3.IntegrityError as error:
            raise Collision from error

    def insert(self, events: Sequence[EventRow]) -> None:
        """Insert events with the library's own statement."""
        self._cursor.executemany(self._insert, events)

    def find_damage(self, *, full: bool) -> list[str]:
        """Have SQLite check the file."""
        found = self.rows(f"PRAGMA {'integrity_check' if full else 'quick_check'}(5)")
        return [says for (says,) in found if says != "ok"]
