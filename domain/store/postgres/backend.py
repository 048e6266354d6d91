"""PostgreSQL behind the store's door."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from eventsourcing.postgres import PostgresApplicationRecorder
from psycopg import Cursor
from psycopg.rows import DictRow

from domain.store.postgres.connections import Datastore
from domain.store.postgres.faults import fault
from domain.store.postgres.session import PostgresSession
from domain.store.session import DatabaseFault


class Recorder(PostgresApplicationRecorder):
    """The library's recorder, with its way of taking turns opened to our own batches."""

    def take_turn(self, cursor: Cursor[DictRow]) -> None:
        """Wait for other writers (so that the order of positions is that of commits), and tell listeners afterwards."""
        self._lock_table(cursor)
        self._notify_channel(cursor)


class PostgresBackend:
    """Sessions on one schema, through the library's recorder and datastore."""

    def __init__(self, settings: Mapping[str, Any], schema: str) -> None:
        self.recorder = Recorder(Datastore(settings, schema))

    @contextmanager
    def reading(self) -> Iterator[PostgresSession]:
        """A session in which each statement is a transaction of its own."""
        with self.recorder.datastore.get_connection() as connection:
            yield PostgresSession(connection)

    @contextmanager
    def writing(self) -> Iterator[PostgresSession]:
        """A session that has taken its turn, before it has seen anything."""
        with self.recorder.datastore.transaction(commit=True) as cursor:
            self.recorder.take_turn(cursor)
            yield PostgresSession(cursor.connection)

    def fault(self, error: BaseException) -> DatabaseFault | None:
        """What an error means."""
        return fault(error)

    def close(self) -> None:
        """Close every connection."""
        self.recorder.datastore.close()
