"""Looking into a file before it is opened as a store."""

import sqlite3
from contextlib import closing
from pathlib import Path

from domain.store.migrations import META, REVISION, Found, describe
from domain.store.sqlite.connections import connect


def look(path: Path) -> Found:
    """Find what the store in a file says of itself; nothing if there are no tables yet, or no file."""
    if not path.exists():
        return describe(None, {})
    with closing(connect(path)) as connection:
        revision = [value for (value,) in _rows(connection, REVISION)]
        return describe(revision[0] if revision else None, dict(map(tuple, _rows(connection, META))))


def _rows(connection: sqlite3.Connection, sql: str) -> list[sqlite3.Row]:
    try:
        return connection.execute(sql).fetchall()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:  # anything else than that there is no such table
            raise
        return []
