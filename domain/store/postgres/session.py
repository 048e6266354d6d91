"""Statements as PostgreSQL says them: rows through binary COPY, the server works while one waits."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, LiteralString

from psycopg import Connection
from psycopg.errors import UniqueViolation
from psycopg.rows import tuple_row

from domain.store.session import Collision, EventRow, InboxRow, Row, Session, listed

_EVENTS_OF = (
    "SELECT notification_id, originator_id, originator_version, topic, state"
    " FROM json_array_elements_text(?::json) AS k(value) CROSS JOIN LATERAL"
    " (SELECT * FROM stored_events WHERE originator_id = k.value OFFSET 0) AS e"  # a fence: the stream's index only
    " WHERE notification_id <= ?"
)
_INBOX = ("COPY inbox (source, id, content) FROM STDIN (FORMAT BINARY)", ("int4", "text", "bytea"))
_EVENTS = (
    "COPY stored_events (originator_id, originator_version, topic, state) FROM STDIN (FORMAT BINARY)",
    ("text", "int8", "text", "bytea"),
)


class PostgresSession(Session):
    """A session on a connection; values and answers travel in binary."""

    position = "notification_id"
    texts = "json_array_elements_text(?::json) AS k(value)"

    def __init__(self, connection: Connection[Any]) -> None:
        self._connection = connection
        self._cursor = connection.cursor(binary=True, row_factory=tuple_row)

    def rows(self, sql: str, *values: Any) -> list[Row]:
        """All rows that a statement gives."""
        return self._cursor.execute(_placed(sql), values).fetchall()

    def run(self, sql: str, *values: Any) -> None:
        """Run a statement that gives no rows."""
        self._cursor.execute(_placed(sql), values)

    def run_many(self, sql: str, rows: Iterable[Row]) -> None:
        """Run it for each row of values."""
        self._cursor.executemany(_placed(sql), rows)

    @contextmanager
    def asking(self, sql: str, *values: Any) -> Iterator[Callable[[], list[Row]]]:
        """Send the question; the server works while its answer is not yet wanted."""
        with self._connection.pipeline(), self._connection.cursor(binary=True, row_factory=tuple_row) as cursor:
            cursor.execute(_placed(sql), values)
            yield cursor.fetchall

    def events_of(self, streams: Collection[str], up_to: int) -> list[Row]:
        """One walk down the index for each stream, whatever the statistics say."""
        return self.rows(_EVENTS_OF, listed(streams), up_to)

    def claim(self, deliveries: Sequence[InboxRow]) -> None:
        """Put new deliveries into the inbox."""
        try:
            self._copy(_INBOX, deliveries)
        except UniqueViolation as error:
            raise Collision from error

    def insert(self, events: Sequence[EventRow]) -> None:
        """Insert events; their positions are in commit order, since writers take turns."""
        self._copy(_EVENTS, events)

    def _copy(self, target: tuple[LiteralString, Sequence[str]], rows: Iterable[Row]) -> None:
        statement, types = target
        with self._cursor.copy(statement) as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)


def _placed(sql: str) -> LiteralString:
    """The statement with PostgreSQL's placeholders. Statements are constants of this package, never input."""
    return sql.replace("?", "%b")
