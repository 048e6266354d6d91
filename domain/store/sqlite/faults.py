"""What SQLite's errors mean to the person who runs the store."""

import sqlite3
from pathlib import Path

from eventsourcing.persistence import PersistenceError

from domain.store.errors import StoreFull, StoreUnavailable
from domain.store.session import DatabaseFault
from domain.store.sqlite.holders import find_holder

FULL = "There is no room left for the store's file: free some on its disk, then try again."
GONE = "The store's file is not where it was: put it back, or start again with the right VOUCH_STORE."
_BUSY = "Another program has kept the store's file locked for too long: try again when it is done."
_FOLDER = "The store's file cannot be opened: see that its folder exists and may be written to."
_READ_ONLY = "The store's file may not be written to: see to its permissions and those of its folder."
_DISK = "The disk does not read or write the store's file: see that it is there and has room."
_DAMAGED = "The store's file is damaged, or no SQLite database: put a good copy in its place."

_SAYS = {
    sqlite3.SQLITE_CANTOPEN: _FOLDER,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_IOERR: _DISK,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}
_PASSING = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def find_fault(error: BaseException, path: Path | None = None) -> DatabaseFault | None:
    """Say what has gone wrong with the file `path`; None if it is not a fault of the database."""
    if isinstance(error, TimeoutError) and isinstance(error, PersistenceError):  # waiting for the writer's turn
        return DatabaseFault(StoreUnavailable(_say_busy(path)), is_transient=True)
    code = _code(error)
    if code in _PASSING:
        return DatabaseFault(StoreUnavailable(_say_busy(path)), is_transient=True)
    if code == sqlite3.SQLITE_FULL:
        return DatabaseFault(StoreFull(FULL), is_transient=False)
    return DatabaseFault(StoreUnavailable(_SAYS[code]), is_transient=False) if code in _SAYS else None


def _say_busy(path: Path | None) -> str:
    """Say that the file is locked, and by which process where that can be found."""
    holder = None if path is None else find_holder(path)
    if holder is None:
        return _BUSY
    named = f"process {holder.pid}" + (f" ({holder.name})" if holder.name else "")
    if holder.stopped:
        go_on = f"let it go on (kill -CONT {holder.pid}), or end it"
        return f"The store's file is locked by {named}, which is stopped: {go_on}."
    return f"The store's file has been locked for too long by {named}: try again when it is done, or end it."


def _code(error: BaseException | None) -> int | None:
    """Find SQLite's primary result code, also behind the library's errors."""
    while error is not None:
        if isinstance(error, sqlite3.Error):
            extended = getattr(error, "sqlite_errorcode", None)
            return None if extended is None else extended & 0xFF
        error = error.__cause__
    return None
