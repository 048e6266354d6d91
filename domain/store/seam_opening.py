"""Opening the keys of a store: made with the store, and refused where they are not its own or are missing."""

from collections.abc import Callable
from contextlib import suppress

from domain.store.errors import SettingsRefused
from domain.store.keys import table
from domain.store.keys.database import KeyDatabase, KeysAway, open_key_database
from domain.store.keys.keyring import make_keyring, read_keyring, write_keyring
from domain.store.keys.places import KeyPlaces
from domain.store.keys.stream_keys import StreamKeys
from domain.store.keys.wrapping import KeyringWrapping
from domain.store.location import SqliteFile
from domain.store.migrations import Found
from domain.store.seam import Seam

_UNSEALED = (
    "This store was made before personal data were sealed: run `vouch migrate --seal`, which makes a new one of it."
)
_MISSING = (
    "The key store is not there, or is another one: put it back from its backup, or set VOUCH_KEYS to where it is."
    " Without it nobody's name can be read."
)
_OTHERS = "The key store belongs to another store: set VOUCH_KEYS to this store's own."


def open_seam(found: Found, places: KeyPlaces, is_empty: Callable[[], bool]) -> Seam:
    """Open the keys of the store that was `found`, and make them if it `is_empty` and has none yet.

    SettingsRefused where the store is not sealed, and where its keys are missing or another store's.
    """
    if not found.sealed:
        raise SettingsRefused(_UNSEALED)
    if isinstance(places.keys, SqliteFile) and not places.keys.path.exists() and not is_empty():
        raise SettingsRefused(_MISSING)  # an empty file in its place would only be in the way
    database = open_key_database(places.keys)
    try:
        _take(database, found.store_id, places, is_empty)
        wrapping = KeyringWrapping(places.keyring, found.store_id)
    except BaseException:
        database.close()
        raise
    return Seam(found.store_id, StreamKeys(database, wrapping), wrapping)


def _take(database: KeyDatabase, store: str, places: KeyPlaces, is_empty: Callable[[], bool]) -> None:
    """See that the key store is this store's; bind a new one to it, and make the keyring, while nothing is sealed."""
    with suppress(KeysAway), database.reading() as session:  # nothing to write, and perhaps nowhere
        if table.read_meta(session, table.STORE) == store:
            return
    with database.writing() as session:
        table.make_tables(session)
        owner = table.read_meta(session, table.STORE)
        if owner == store:
            return
        if owner is not None:
            raise SettingsRefused(_OTHERS)
        if not is_empty():
            raise SettingsRefused(_MISSING)
        if places.keyring.exists():
            read_keyring(places.keyring, store)
        else:
            write_keyring(places.keyring, make_keyring(store))
        table.write_meta(session, table.STORE, store)
