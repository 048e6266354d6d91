"""Where a store is: `sqlite:///vouch.db`, `sqlite:////var/lib/vouch.db`, `postgresql://...`. Messages never echo it."""

from pathlib import Path
from typing import NamedTuple

from domain.store.errors import SettingsRefused

_SQLITE, _POSTGRES = "sqlite:///", "postgresql://"


class SqliteFile(NamedTuple):
    """A store in a file."""

    path: Path


class PostgresServer(NamedTuple):
    """A store on a server, by a connection URL of PostgreSQL, its password included."""

    url: str


def locate(url: str) -> SqliteFile | PostgresServer:
    """Find which database a URL names, and where. SettingsRefused if it is neither."""
    if url.startswith(_POSTGRES):
        return PostgresServer(url)
    if not url.startswith(_SQLITE):
        raise SettingsRefused("Set VOUCH_STORE to sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE.")
    name = url.removeprefix(_SQLITE)
    if "?" in name:
        raise SettingsRefused("Take what follows the question mark off VOUCH_STORE: an SQLite store has no options.")
    if not name or ":memory:" in name:
        raise SettingsRefused("Set VOUCH_STORE to sqlite:///FILE with the name of a file: a store must outlive Vouch.")
    return SqliteFile(Path(name).absolute())
