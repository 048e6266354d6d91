"""Opening a store: looks where it is, refuses what is not safe, creates or migrates it if that is wanted.

Each database's modules are imported only for it, and alembic only to migrate: they are slow to import.
"""
# ruff: noqa: PLC0415

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from domain.store import positions
from domain.store.errors import SettingsRefused
from domain.store.keys.places import find_places
from domain.store.location import SqliteFile, locate
from domain.store.migrations import NEWEST, Found
from domain.store.retrying import Waiting, retry
from domain.store.safety import check_timezone, refuse_other_timezone, refuse_unsafe_environment
from domain.store.sealing_over import Copied, seal_over
from domain.store.seam_opening import open_seam
from domain.store.session import Backend, DatabaseFault
from domain.store.store import PATIENCE, Store


class Made(NamedTuple):
    """What there is to say of a store that was made: its time zone, and where its keys are."""

    timezone: str
    keys: str


OnMade = Callable[[Made], object]
"""Called when a store was made because there was none."""

_OLDER = "The store's tables are of an older Vouch:"


def ignore_made(_made: Made) -> None:
    """Say nothing of a store that was made."""


class _Place(NamedTuple):
    """A database that may hold a store, and what can be done with it."""

    created_on_opening: bool
    missing: str
    look: Callable[[], Found]
    migrate: Callable[[str], None]
    connect: Callable[[], Backend]
    fault: Callable[[BaseException], DatabaseFault | None]


def open_store(
    url: str,
    *,
    create: bool | None = None,
    timezone: str | None = None,
    keyring: str | None = None,
    keys: str | None = None,
    patience: float = PATIENCE,
    waiting: Waiting | None = None,
    on_made: OnMade = ignore_made,
) -> Store:
    """Open the store at `url`. A new SQLite file is created unless `create=False`, PostgreSQL tables if `create=True`.

    A new store gets `timezone` (default UTC); `on_made` is told of it. A store that has another one is not opened. Its
    keys are in the file `keyring` and the database `keys`; None: beside a store in a file. SettingsRefused says what to
    set; StoreUnavailable is raised after `patience` seconds of retrying, of which `waiting` is told.
    """
    refuse_unsafe_environment(os.environ)
    wanted = None if timezone is None else check_timezone(timezone)
    place = _find_place(url)
    places = find_places(url, keyring, keys)

    def open_once() -> Store:
        found = _prepare(place, create, wanted, lambda zone: on_made(Made(zone, places.describe())))
        backend = place.connect()
        try:
            seam = open_seam(found, places, lambda: _is_empty(backend))
        except BaseException:
            backend.close()
            raise
        assert found.timezone is not None
        return Store(backend, timezone=found.timezone, seam=seam, patience=patience, waiting=waiting)

    return retry(open_once, place.fault, patience, waiting)


def migrate(
    url: str,
    *,
    timezone: str | None = None,
    keyring: str | None = None,
    keys: str | None = None,
    patience: float = PATIENCE,
    on_made: OnMade = ignore_made,
) -> None:
    """Create the tables and the keys of the store at `url`, or bring them up to date; else as `open_store`."""
    open_store(
        url, create=True, timezone=timezone, keyring=keyring, keys=keys, patience=patience, on_made=on_made
    ).close()


def seal_store(
    url: str, into: str, *, keyring: str | None = None, keys: str | None = None, on_made: OnMade = ignore_made
) -> Copied:
    """Seal everything of the store at `url`, made before sealing, into a new store; returns how much it was.

    `keyring`, `keys` and `on_made` as `open_store` has them, of the new one. SettingsRefused if there is no such store,
    if it is sealed already, and if the new one is not empty.
    """
    refuse_unsafe_environment(os.environ)
    place = _find_place(url)
    found = place.look()
    if found.sealed:
        raise SettingsRefused("This store is sealed already.")
    if found.revision is None:
        raise SettingsRefused(f"{place.missing} run `vouch migrate`.")
    found = _prepare(place, True, None, lambda _zone: None)
    old = place.connect()
    try:
        new = open_store(into, create=True, timezone=found.timezone, keyring=keyring, keys=keys, on_made=on_made)
        try:
            return seal_over(old, new.backend, new.seam)
        finally:
            new.close()
    finally:
        old.close()


def may_only_be_read(url: str) -> bool:
    """Tell whether there is a store in a file at `url` that this process may not write to."""
    where = locate(url)
    if not isinstance(where, SqliteFile):
        return False
    from domain.store.sqlite.archive import is_archive

    return is_archive(where.path)


def _is_empty(backend: Backend) -> bool:
    """Tell whether nothing was ever recorded or parked, so that nothing can be sealed."""
    with backend.reading() as session:
        return positions.head(session) == 0 and session.value("SELECT max(letter) FROM parked_letters") is None


def _prepare(place: _Place, create: bool | None, wanted: str | None, on_made: Callable[[str], object]) -> Found:
    """Bring the tables up to date if that is wanted, and describe the store."""
    found = place.look()
    if found.revision != NEWEST or found.timezone is None:
        revision = found.revision
        _refuse_unless(place, revision, create)
        place.migrate(wanted or "UTC")
        found = place.look()
        if revision is None and found.timezone is not None:
            on_made(found.timezone)
    assert found.timezone is not None
    refuse_other_timezone(found.timezone, wanted)
    return found


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
        lambda: opening.look(settings)[1],
        migrate_server,
        lambda: backend.PostgresBackend(settings, opening.look(settings)[0]),
        faults.find_fault,
    )
