"""PostgreSQL's way to run statements: rows go in through binary COPY; the server works while we wait."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, LiteralString

from psycopg import Connection
from psycopg.errors import UniqueViolation
from psycopg.rows import tuple_row

from domain.store.session import Collision, EventRow, InboxRow, Row, Session, to_json

_EVENTS_OF = (
    "SELECT notification_id, originator_id, originator_version, topic, state"
    " FROM json_array_elements_text(?::json) AS k(value) CROSS JOIN LATERAL"
    " (SELECT * FROM stored_events WHERE originator_id = k.value OFFSET 0) AS e"  # a fence: the stream's index only
    " WHERE notification_id <= ?"
)
_CHECK_INDEXES = (
    "SELECT bt_index_check(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid"
    " WHERE c.relnamespace = current_schema()::regnamespace AND c.relname IN ('stored_events', 'inbox', 'recordings')"
)
_INBOX = ("COPY inbox (source, id, content) FROM STDIN (FORMAT BINARY)", ("int4", "text", "bytea"))
_EVENTS = (
    "COPY stored_events (originator_id, originator_version, topic, state) FROM STDIN (FORMAT BINARY)",
    ("text", "int8", "text", "bytea"),
)


class PostgresSession(Session):
    """A session on a connection; values and rows travel in binary."""

    position = "notification_id"
    raw_texts = "originator_id, originator_version, topic"
    texts = "json_array_elements_text(?::json) AS k(value)"

    def __init__(self, connection: Connection[Any]) -> None:
        self._connection = connection
        self._cursor = connection.cursor(binary=True, row_factory=tuple_row)

    def rows(self, sql: str, *values: Any) -> list[Row]:
        """Run a statement and return all its rows."""
        return self._cursor.execute(_with_placeholders(sql), values).fetchall()

    def run(self, sql: str, *values: Any) -> None:
        """Run a statement that returns no rows."""
        self._cursor.execute(_with_placeholders(sql), values)

    def run_many(self, sql: str, rows: Iterable[Row]) -> None:
        """Run a statement once for each row of values."""
        self._cursor.executemany(_with_placeholders(sql), rows)

    @contextmanager
    def asking(self, sql: str, *values: Any) -> Iterator[Callable[[], list[Row]]]:
        """Send the query; the server works until its rows are fetched."""
        with self._connection.pipeline(), self._connection.cursor(binary=True, row_factory=tuple_row) as cursor:
            cursor.execute(_with_placeholders(sql), values)
            yield cursor.fetchall

    def events_of(self, streams: Collection[str], up_to: int) -> list[Row]:
        """Find the events of streams, with one search of the index for each, whatever the statistics say."""
        return self.rows(_EVENTS_OF, to_json(streams), up_to)

    def claim(self, deliveries: Sequence[InboxRow]) -> None:
        """Insert new deliveries into the inbox; Collision if one is there already."""
        try:
            self._copy(_INBOX, deliveries)
        except UniqueViolation as error:
            raise Collision from error

    def insert(self, events: Sequence[EventRow]) -> None:
        """Insert events; their positions are in commit order, since writers take turns."""
        self._copy(_EVENTS, events)

    def find_damage(self, *, full: bool) -> list[str]:
        """Look at the failures of page checksums, and with `full` have amcheck look at the indexes if it is there."""
        counted = "SELECT checksum_failures FROM pg_stat_database WHERE datname = current_database()"
        failures = self.value(counted)
        found = [f"{failures} pages with a wrong checksum"] if failures else []
        if full and self.value("SELECT 1 FROM pg_extension WHERE extname = 'amcheck'"):
            self.rows(_CHECK_INDEXES)
        return found

    def _copy(self, target: tuple[LiteralString, Sequence[str]], rows: Iterable[Row]) -> None:
        statement, types = target
        with self._cursor.copy(statement) as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)


def _with_placeholders(sql: str) -> LiteralString:
    """Replace `?` by PostgreSQL's placeholders. Statements are constants of this package, never input."""
    return sql.replace("?", "%b")
