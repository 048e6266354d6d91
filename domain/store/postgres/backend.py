"""PostgreSQL behind the store's door."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import local
from typing import Any

from eventsourcing.postgres import PostgresApplicationRecorder
from psycopg import Cursor
from psycopg.rows import DictRow

from domain.store.postgres.connections import Datastore
from domain.store.postgres.faults import find_fault
from domain.store.postgres.session import PostgresSession
from domain.store.session import DatabaseFault

DECIDING = 120.0
"""Seconds that a decision may take for which other writers are kept out."""
_JOIN = "SELECT pg_advisory_xact_lock_shared(hashtext('vouch turn ' || current_schema()))"
_SHUT = "SELECT pg_advisory_xact_lock(hashtext('vouch turn ' || current_schema()))"


class Recorder(PostgresApplicationRecorder):
    """The library's recorder; our own batches use its lock too."""

    def take_turn(self, cursor: Cursor[DictRow]) -> None:
        """Wait for other writers (so that positions follow the order of commits); notify listeners after the commit."""
        self._lock_table(cursor)
        self._notify_channel(cursor)


class PostgresBackend:
    """Sessions on one schema, through the library's recorder and datastore."""

    def __init__(self, settings: Mapping[str, Any], schema: str) -> None:
        self.recorder = Recorder(Datastore(settings, schema))
        self._mine = local()

    @contextmanager
    def reading(self) -> Iterator[PostgresSession]:
        """Begin a session in which each statement is a transaction of its own."""
        with self.recorder.datastore.get_connection() as connection:
            yield PostgresSession(connection)

    @contextmanager
    def writing(self) -> Iterator[PostgresSession]:
        """Begin a session that excludes other writers before it reads anything."""
        with self.recorder.datastore.transaction(commit=True) as cursor:
            if not getattr(self._mine, "turn", False):
                cursor.execute(_JOIN)
            self.recorder.take_turn(cursor)
            yield PostgresSession(cursor.connection)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Keep other writers out, by a lock that they all share for their transactions; the server lets go of it."""
        with self.recorder.datastore.transaction(commit=True) as cursor:
            cursor.execute(f"SET LOCAL idle_in_transaction_session_timeout = {int(DECIDING * 1_000)}".encode())
            cursor.execute(_SHUT)
            self._mine.turn = True
            try:
                yield
            finally:
                self._mine.turn = False

    def fault(self, error: BaseException) -> DatabaseFault | None:
        """Say what an error means; None if it is not a fault of the database."""
        return find_fault(error)

    def close(self) -> None:
        """Close every connection."""
        self.recorder.datastore.close()
