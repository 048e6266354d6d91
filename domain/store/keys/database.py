"""The database of the key store: one connection, which is made again where it was lost.

Whoever writes holds its lock until the commit: that is also what keeps two processes from writing the keyring at once.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import RLock
from typing import Any, Protocol

from domain.store.errors import StoreUnavailable
from domain.store.location import PostgresServer, SqliteFile
from domain.store.session import Session

AWAY = "The key store cannot be used at the moment: names cannot be read, and nothing with personal data be recorded."


class KeysAway(StoreUnavailable):
    """The key store or the keyring cannot be used at the moment; everything without personal data goes on."""


class KeyDatabase(Protocol):
    """Sessions on the database of the key store; KeysAway where it cannot be used."""

    def reading(self) -> AbstractContextManager[Session]:
        """Begin a session that only reads."""
        ...

    def writing(self) -> AbstractContextManager[Session]:
        """Begin a session that excludes other writers; it commits at its end, or rolls everything back."""
        ...

    def close(self) -> None:
        """Close the connection."""
        ...


def open_key_database(where: SqliteFile | PostgresServer) -> KeyDatabase:
    """Open the database of the key store; its file is made when it is first written."""
    return SqliteKeys(where.path) if isinstance(where, SqliteFile) else PostgresKeys(where.url)


class SqliteKeys:
    """A key store in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = RLock()
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Begin a session that only reads."""
        with self._session("BEGIN") as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Begin a session that holds the write lock."""
        with self._session("BEGIN IMMEDIATE") as session:
            yield session

    @contextmanager
    def _session(self, begin: str) -> Iterator[Session]:
        from domain.store.sqlite.session import SqliteSession  # noqa: PLC0415 - loads the library's SQLite

        with self._lock:
            try:
                connection = self._connect()
                connection.execute(begin)
                try:
                    yield SqliteSession(connection.cursor(), "")
                    connection.execute("COMMIT")
                finally:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
            except sqlite3.Error as error:
                raise KeysAway(AWAY) from error

    def _connect(self) -> sqlite3.Connection:
        """Connect, or connect again where another file stands in the place of the one that was open."""
        from domain.store.sqlite.connections import connect  # noqa: PLC0415 - as above

        found = self._identify()
        if self._connection is None or found != self._file:
            self.close()
            if found is None:
                os.close(os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600))
            self._connection = connect(self._path, create=found is None)
            self._file = self._identify()
        return self._connection

    def _identify(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None


class PostgresKeys:
    """A key store on a server."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = RLock()
        self._connection: Any = None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Begin a session that only reads."""
        with self._session() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Begin a session that holds the key store's lock."""
        with self._session() as session:
            session.run("SELECT pg_advisory_xact_lock(hashtext('vouch keys ' || current_schema()))")
            yield session

    @contextmanager
    def _session(self) -> Iterator[Session]:
        import psycopg  # noqa: PLC0415 - only where there is a server

        from domain.store.postgres.session import PostgresSession  # noqa: PLC0415 - as above

        with self._lock:
            try:
                connection = self._connect()
                with connection.transaction():
                    yield PostgresSession(connection)
            except psycopg.Error as error:
                raise KeysAway(AWAY) from error

    def _connect(self) -> Any:
        import psycopg  # noqa: PLC0415 - as above

        from domain.store.postgres.opening import settings_of  # noqa: PLC0415 - as above

        if self._connection is not None:
            try:
                self._connection.execute("SELECT 1")
            except psycopg.Error:
                self.close()
        if self._connection is None:
            self._connection = psycopg.connect(**settings_of(self._url), autocommit=True)
        return self._connection

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
