"""What PostgreSQL's errors mean to the person who runs the store."""

import psycopg
from eventsourcing.persistence import InterfaceError, OperationalError

from domain.store.errors import StoreFull, StoreUnavailable
from domain.store.session import DatabaseFault

_AWAY = "PostgreSQL does not answer: see that it runs and that VOUCH_STORE names it; what was acknowledged is safe."
_BUSY = "Another program has kept the store's tables locked for too long: try again when it is done."
_FULL = "PostgreSQL has no room left on its disk: free some, then try again."
_READ_ONLY = "This PostgreSQL only reads: point VOUCH_STORE at the primary server."
_FORBIDDEN = (
    "PostgreSQL does not let this user do that: let it own Vouch's tables, or grant it USAGE and CREATE on the schema"
    " and ALL on its tables and sequences."
)
_DAMAGED = "PostgreSQL says that its files are damaged: see its log."

_STOPPED = ("25P03",)  # the server has ended a transaction that stood still
_LOCKED = ("55P03", "40P01", "40001")  # lock not available, deadlock, serialization
_NO_ROOM = ("53100", "53200")
_CLASSES_AWAY = ("08", "57", "53")  # connection lost, shutting down or starting up, too many connections


def find_fault(error: BaseException) -> DatabaseFault | None:
    """Say what has gone wrong; None if it is not a fault of the database."""
    found = _behind(error)
    if found is None:  # the library's pool says so in its own words
        return DatabaseFault(StoreUnavailable(_AWAY), is_transient=True) if isinstance(error, _POOL) else None
    state = found.sqlstate
    if state is None:
        away = isinstance(found, psycopg.OperationalError | psycopg.InterfaceError)
        return DatabaseFault(StoreUnavailable(_AWAY), is_transient=True) if away else None
    return _by_state(state)


def _by_state(state: str) -> DatabaseFault | None:
    if state in _NO_ROOM:
        return DatabaseFault(StoreFull(_FULL), is_transient=False)
    if state in _LOCKED:
        return DatabaseFault(StoreUnavailable(_BUSY), is_transient=True)
    if state == "42501":
        return DatabaseFault(StoreUnavailable(_FORBIDDEN), is_transient=False)
    if state == "25006":
        return DatabaseFault(StoreUnavailable(_READ_ONLY), is_transient=False)
    if state.startswith("XX"):
        return DatabaseFault(StoreUnavailable(_DAMAGED), is_transient=False)
    away = state[:2] in _CLASSES_AWAY or state in _STOPPED
    return DatabaseFault(StoreUnavailable(_AWAY), is_transient=True) if away else None


_POOL = (InterfaceError, OperationalError)


def _behind(error: BaseException | None) -> psycopg.Error | None:
    """Find PostgreSQL's own error, also behind the library's."""
    while error is not None:
        if isinstance(error, psycopg.Error):
            return error
        error = error.__cause__
    return None
