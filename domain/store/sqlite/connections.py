"""Connections to an SQLite file: durable, patient, one writer with a big cache beside several readers.

The library's datastore with three things changed: every commit is flushed to disk (it never sets this), a writing
transaction takes its lock at once (one that reads first would fail under another writer), and readers never queue
behind writers.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import TracebackType

from eventsourcing.sqlite import (
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteTransaction,
)

from domain.store.errors import SettingsRefused
from domain.store.sqlite.archive import is_archive, name_archive

LOCK_TIMEOUT = 30
"""Seconds to wait for another writer."""
_FULL, _EXTRA = 2, 3
_WRITER = ("PRAGMA cache_size = -65536", "PRAGMA wal_autocheckpoint = 8000")  # 64 MB of pages; 32 MB of log
_READER = ("PRAGMA cache_size = -8192",)


def connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """Open a connection that is safe to write with: write-ahead log, every commit flushed to disk.

    One to an archive can only be read with.
    """
    archive = not create and is_archive(path)
    mode = "rwc" if create else "rw"  # a file that is gone must not come back empty
    connection = sqlite3.connect(
        name_archive(path) if archive else f"{path.as_uri()}?mode={mode}",
        uri=True,
        timeout=LOCK_TIMEOUT,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.row_factory = sqlite3.Row  # as the library expects
        if not archive:
            secure(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def secure(connection: sqlite3.Connection) -> None:
    """Set what durability needs, and read it back. SettingsRefused if SQLite has not accepted it."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    with closing(connection.execute("PRAGMA synchronous")) as cursor:
        (level,) = cursor.fetchone()
    if level not in (_FULL, _EXTRA):
        raise SettingsRefused(
            "This SQLite does not flush its commits: use one in which `PRAGMA synchronous = FULL` takes effect."
        )


class _Transaction(SQLiteTransaction):
    """Takes the write lock at once, and never leaves a transaction open behind a failed commit."""

    def __enter__(self) -> SQLiteCursor:
        cursor = self.connection.cursor()
        cursor.execute("BEGIN IMMEDIATE" if self.commit else "BEGIN")
        return cursor

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        try:
            super().__exit__(exc_type, exc_val, exc_tb)
        except BaseException:
            with suppress(sqlite3.Error):
                self.connection.rollback()
            raise


class _Connection(SQLiteConnection):
    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        with _Transaction(self, commit=commit) as cursor, cursor:
            yield cursor


class _Pool(SQLiteConnectionPool):
    def __init__(self, path: Path, *, size: int, pragmas: tuple[str, ...]) -> None:
        super().__init__(db_name=str(path), pool_size=size, max_overflow=0, pool_timeout=LOCK_TIMEOUT)
        self._path = path
        self._pragmas = pragmas

    def _create_connection(self) -> SQLiteConnection:
        raw = connect(self._path)
        for pragma in self._pragmas:
            raw.execute(pragma)
        return _Connection(raw, max_age=None)


class Datastore(SQLiteDatastore):
    """The library's datastore, with a pool for readers, and one connection that writers share in turn."""

    def __init__(self, path: Path, *, readers: int = 16) -> None:
        super().__init__(db_name=str(path), lock_timeout=LOCK_TIMEOUT, originator_id_type="text")
        self.pool = _Pool(path, size=readers, pragmas=_READER)
        self._writers = _Pool(path, size=1, pragmas=_WRITER)

    @contextmanager
    def get_connection(self, *, commit: bool) -> Iterator[SQLiteConnection]:
        """Lend a connection for writing (`commit`) or for reading."""
        pool = self._writers if commit else self.pool
        connection = pool.get_connection()
        try:
            yield connection
        finally:
            pool.put_connection(connection)

    def close(self) -> None:
        """Close all connections."""
        super().close()
        if hasattr(self, "_writers"):  # the library also calls this when __init__ has failed
            self._writers.close()
