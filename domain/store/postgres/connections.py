"""Connections to PostgreSQL: the library's datastore, pooled, by whatever connection string PostgreSQL knows."""

from collections.abc import Callable, Mapping
from typing import Any

from eventsourcing.postgres import PostgresDatastore
from psycopg import Connection
from psycopg.rows import dict_row

CONNECT_TIMEOUT = 3
"""Seconds to wait for a connection."""
LOCK_TIMEOUT = 20
"""Seconds to wait for another writer."""
IDLE_TIMEOUT = 10.0
"""Seconds after which the server ends a transaction whose program does nothing: a writer that is stopped blocks nobody
for longer."""


class Datastore(PostgresDatastore):
    """The library's datastore on any connection string; dead connections are noticed and replaced."""

    def __init__(self, settings: Mapping[str, Any], schema: str, *, connections: int = 10) -> None:
        super().__init__(
            dbname="",
            host="",
            port="",
            user="",
            password="",
            connect_timeout=CONNECT_TIMEOUT,
            max_overflow=connections - 1,
            pre_ping=True,
            lock_timeout=LOCK_TIMEOUT,
            schema=schema,
            originator_id_type="text",
        )
        self.pool.kwargs = {**settings, "row_factory": dict_row}
        # The pool must soon give up, so that the next call tries again: its own pauses grow to minutes.
        self.pool.reconnect_timeout = CONNECT_TIMEOUT

    def after_connect_func(self) -> Callable[[Connection[Any]], None]:
        """Prepare each connection; compiling a query that walks an index for each of many streams only costs."""
        prepare = super().after_connect_func()

        def after_connect(connection: Connection[Any]) -> None:
            prepare(connection)
            connection.execute("SET jit = off")
            connection.execute(f"SET idle_in_transaction_session_timeout = {int(IDLE_TIMEOUT * 1_000)}".encode())

        return after_connect
