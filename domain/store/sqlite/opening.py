"""Looking into a file before it is opened as a store."""

import sqlite3
from contextlib import closing
from pathlib import Path

from domain.store.migrations import REVISION, TIMEZONE
from domain.store.sqlite.connections import connect


def look(path: Path) -> tuple[str | None, str | None]:
    """Find the revision of the tables and the time zone; None if there are no tables yet, or no file."""
    if not path.exists():
        return None, None
    with closing(connect(path)) as connection:
        return _value(connection, REVISION), _value(connection, TIMEZONE)


def _value(connection: sqlite3.Connection, sql: str) -> str | None:
    try:
        found = connection.execute(sql).fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:  # anything else than that there is no such table
            raise
        return None
    return found[0] if found else None
