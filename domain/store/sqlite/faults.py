"""What SQLite's errors mean to the person who runs the store."""

import sqlite3

from eventsourcing.persistence import PersistenceError

from domain.store.errors import StoreFull, StoreUnavailable
from domain.store.session import DatabaseFault

FULL = "There is no room left for the store's file: free some on its disk, then try again."
GONE = "The store's file is not where it was: put it back, or start again with the right VOUCH_STORE."
_BUSY = "Another program has kept the store's file locked for too long: try again when it is done."
_FOLDER = "The store's file cannot be opened: see that its folder exists and may be written to."
_READ_ONLY = "The store's file may not be written to: see to its permissions and those of its folder."
_DISK = "The disk does not read or write the store's file: see that it is there and has room."
_DAMAGED = "The store's file is damaged, or no SQLite database: put a good copy in its place."

_SAYS = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_CANTOPEN: _FOLDER,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_IOERR: _DISK,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}
_PASSING = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def find_fault(error: BaseException) -> DatabaseFault | None:
    """Say what has gone wrong; None if it is not a fault of the database."""
    if isinstance(error, TimeoutError) and isinstance(error, PersistenceError):  # waiting for the writer's turn
        return DatabaseFault(StoreUnavailable(_BUSY), is_transient=True)
    code = _code(error)
    if code == sqlite3.SQLITE_FULL:
        return DatabaseFault(StoreFull(FULL), is_transient=False)
    return DatabaseFault(StoreUnavailable(_SAYS[code]), code in _PASSING) if code in _SAYS else None


def _code(error: BaseException | None) -> int | None:
    """Find SQLite's primary result code, also behind the library's errors."""
    while error is not None:
        if isinstance(error, sqlite3.Error):
            extended = getattr(error, "sqlite_errorcode", None)
            return None if extended is None else extended & 0xFF
        error = error.__cause__
    return None
