"""Opening a store: looks where it is, refuses what is not safe, creates or migrates it if that is wanted.

Each database's modules are imported only for it, and alembic only to migrate: they are slow to import.
"""
# ruff: noqa: PLC0415

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from domain.store.errors import SettingsRefused
from domain.store.location import SqliteFile, locate
from domain.store.migrations import NEWEST
from domain.store.retrying import Waiting, retry
from domain.store.safety import check_timezone, refuse_other_timezone, refuse_unsafe_environment
from domain.store.seam import PlainSeam, Seam
from domain.store.session import Backend, DatabaseFault
from domain.store.store import PATIENCE, Store

OnMade = Callable[[str], object]
"""Called with the time zone of a store that was made because there was none."""

_OLDER = "The store's tables are of an older Vouch:"


def ignore_made(_timezone: str) -> None:
    """Say nothing of a store that was made."""


class _Place(NamedTuple):
    """A database that may hold a store, and what can be done with it."""

    created_on_opening: bool
    missing: str
    look: Callable[[], tuple[str | None, str | None]]
    migrate: Callable[[str], None]
    connect: Callable[[], Backend]
    fault: Callable[[BaseException], DatabaseFault | None]


def open_store(
    url: str,
    *,
    create: bool | None = None,
    timezone: str | None = None,
    seam: Seam | None = None,
    patience: float = PATIENCE,
    waiting: Waiting | None = None,
    on_made: OnMade = ignore_made,
) -> Store:
    """Open the store at `url`. A new SQLite file is created unless `create=False`, PostgreSQL tables if `create=True`.

    A new store gets `timezone` (default UTC); `on_made` is called with its time zone. A store that has another one is
    not opened. SettingsRefused says what to set; StoreUnavailable is raised after `patience` seconds of retrying, of
    which `waiting` is told.
    """
    refuse_unsafe_environment(os.environ)
    wanted = None if timezone is None else check_timezone(timezone)
    place = _find_place(url)

    def open_once() -> Store:
        found = _prepare(place, create, wanted, on_made)
        through = seam or PlainSeam()
        return Store(place.connect(), timezone=found, seam=through, patience=patience, waiting=waiting)

    return retry(open_once, place.fault, patience, waiting)


def migrate(
    url: str, *, timezone: str | None = None, patience: float = PATIENCE, on_made: OnMade = ignore_made
) -> None:
    """Create the tables of the store at `url`, or bring them up to date. A new store gets `timezone` (default UTC).

    `on_made` is called with the time zone of a new store. Transient faults are retried for `patience` seconds.
    """
    refuse_unsafe_environment(os.environ)
    wanted = None if timezone is None else check_timezone(timezone)
    place = _find_place(url)
    retry(lambda: _prepare(place, True, wanted, on_made), place.fault, patience)


def may_only_be_read(url: str) -> bool:
    """Tell whether there is a store in a file at `url` that this process may not write to."""
    where = locate(url)
    if not isinstance(where, SqliteFile):
        return False
    from domain.store.sqlite.archive import is_archive

    return is_archive(where.path)


def _prepare(place: _Place, create: bool | None, wanted: str | None, on_made: OnMade) -> str:
    """Bring the tables up to date if that is wanted, and return the store's time zone."""
    revision, timezone = place.look()
    if revision != NEWEST or timezone is None:
        _refuse_unless(place, revision, create)
        place.migrate(wanted or "UTC")
        _, timezone = place.look()
        if revision is None and timezone is not None:
            on_made(timezone)
    assert timezone is not None
    refuse_other_timezone(timezone, wanted)
    return timezone


def _refuse_unless(place: _Place, revision: str | None, create: bool | None) -> None:
    """Raise SettingsRefused unless the tables may be created or changed now."""
    if revision is not None and revision > NEWEST:
        raise SettingsRefused("The store was made by a newer Vouch: install that one.")
    if create or (create is None and revision is None and place.created_on_opening):
        return
    raise SettingsRefused(f"{place.missing if revision is None else _OLDER} run `vouch migrate`.")


def _find_place(url: str) -> _Place:
    """Find what can be done at a URL."""
    where = locate(url)
    if isinstance(where, SqliteFile):
        return _in_file(where.path)
    return _on_server(where.url)


def _in_file(path: Path) -> _Place:
    from domain.store.sqlite import backend, faults, opening

    def migrate_file(timezone: str) -> None:
        from domain.store.sqlite import migrating

        migrating.migrate(path, timezone)

    return _Place(
        True,
        f"There is no store in {path.name} yet: set VOUCH_STORE (or --store) to where it is, or, for a new one,",
        lambda: opening.look(path),
        migrate_file,
        lambda: backend.SqliteBackend(path),
        lambda error: faults.find_fault(error, path),
    )


def _on_server(url: str) -> _Place:
    from domain.store.postgres import backend, faults, opening

    settings = opening.settings_of(url)

    def migrate_server(timezone: str) -> None:
        from domain.store.postgres import migrating

        migrating.migrate(settings, timezone)

    return _Place(
        False,
        "There is no store in this database yet: set VOUCH_STORE (or --store) to where it is, or, for a new one,",
        lambda: opening.look(settings)[1:],
        migrate_server,
        lambda: backend.PostgresBackend(settings, opening.look(settings).schema),
        faults.find_fault,
    )
