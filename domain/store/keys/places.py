"""Where the keyring and the key store are: beside a store in a file, else where the settings say."""

from pathlib import Path
from typing import NamedTuple

from domain.store.errors import SettingsRefused
from domain.store.location import PostgresServer, SqliteFile, locate

_SET = (
    "Set VOUCH_KEYRING to a file that is backed up apart from the databases, and VOUCH_KEYS to another database"
    " (postgresql://... or sqlite:///FILE): a store on a server keeps the keys of personal data apart."
)
_APART = "Set VOUCH_KEYS to another database than VOUCH_STORE: a backup of the one must not hold the other."


class KeyPlaces(NamedTuple):
    """The file of the keyring, and the database of the key store."""

    keyring: Path
    keys: SqliteFile | PostgresServer

    def describe(self) -> str:
        """Name both for whoever runs Vouch: file names and no passwords."""
        keys = self.keys.path.name if isinstance(self.keys, SqliteFile) else "the database of VOUCH_KEYS"
        return f"the keyring {self.keyring.name} and the key store {keys}"


def find_places(store: str, keyring: str | None, keys: str | None) -> KeyPlaces:
    """Find where the keys of the store at a URL are. `keyring`: a file, `keys`: a URL; None: the default.

    SettingsRefused where there is no default, and where the key store would be in the store's own database.
    """
    where = locate(store)
    keyring_by_default, keys_by_default = places_by_default(store)
    held, database = keyring or keyring_by_default, keys or keys_by_default
    if held is None or database is None:
        raise SettingsRefused(_SET)
    found = KeyPlaces(Path(held).absolute(), _locate_keys(database))
    if found.keys == where:
        raise SettingsRefused(_APART)
    return found


def places_by_default(store: str) -> tuple[str | None, str | None]:
    """Name the keyring and the key store of a store in a file; None for one on a server: nothing is beside it."""
    where = locate(store)
    if isinstance(where, SqliteFile):
        return f"{where.path}.keyring", f"sqlite:///{where.path}.keys"
    return None, None


def _locate_keys(url: str) -> SqliteFile | PostgresServer:
    try:
        return locate(url)
    except SettingsRefused as refused:
        raise SettingsRefused(str(refused).replace("VOUCH_STORE", "VOUCH_KEYS")) from None
