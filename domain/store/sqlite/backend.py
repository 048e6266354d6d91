"""SQLite behind the store's door."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eventsourcing.sqlite import SQLiteApplicationRecorder

from domain.store.errors import StoreUnavailable
from domain.store.session import DatabaseFault
from domain.store.sqlite.connections import Datastore
from domain.store.sqlite.faults import GONE, find_fault
from domain.store.sqlite.gate import Gate
from domain.store.sqlite.session import SqliteSession


class SqliteBackend:
    """Sessions on one file, through the library's recorder and datastore."""

    def __init__(self, path: Path) -> None:
        self.recorder = SQLiteApplicationRecorder(Datastore(path))
        self._path = path
        self._file = _identity(path)
        self._gate = Gate(path)

    @contextmanager
    def reading(self) -> Iterator[SqliteSession]:
        """Begin a session that sees one state of the store from beginning to end."""
        with self._session(commit=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[SqliteSession]:
        """Begin a session that holds the write lock."""
        self._refuse_other_file()
        with self._gate.passing(), self._session(commit=True) as session:
            yield session

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Keep other writers of the store out; the read models, in the same file, are written all the same."""
        self._refuse_other_file()
        with self._gate.shut():
            yield

    def _refuse_other_file(self) -> None:
        if _identity(self._path) != self._file:  # SQLite would go on writing to a file without a name
            raise StoreUnavailable(GONE)

    @contextmanager
    def _session(self, *, commit: bool) -> Iterator[SqliteSession]:
        with self.recorder.datastore.transaction(commit=commit) as cursor:
            yield SqliteSession(cursor.sqlite_cursor, self.recorder.insert_events_statement)

    def fault(self, error: BaseException) -> DatabaseFault | None:
        """Say what an error means; None if it is not a fault of the database."""
        return find_fault(error, self._path)

    def close(self) -> None:
        """Close every connection."""
        self.recorder.datastore.close()


def _identity(path: Path) -> tuple[int, int] | None:
    """Identify a file, so that another one of the same name is told apart; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
