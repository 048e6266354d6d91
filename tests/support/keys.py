"""Test support: where the keys of stores on servers are in tests. Those of stores in files are beside them, as ever.

A server has no place for keys by default, and each test has a database of its own: so a folder of the run holds them.
"""

import os
from hashlib import sha256

from psycopg.conninfo import conninfo_to_dict

from domain.store.keys import places

FOLDER = "VOUCH_TEST_KEYS"
"""The environment variable that names the folder; processes of tests inherit it."""
_by_default = places.places_by_default


def keep_keys_for_tests() -> None:
    """Give stores on servers a default in this process."""
    places.places_by_default = places_of


def places_of(store: str) -> tuple[str | None, str | None]:
    """Where the keyring and the key store of a store are."""
    folder = os.environ.get(FOLDER)
    if folder is None or not store.startswith("postgresql://"):
        return _by_default(store)
    try:
        parts = conninfo_to_dict(store)
    except Exception:  # noqa: BLE001 - what is wrong with it is told by whoever opens it
        parts = {}
    named = f"{parts.get('host')} {parts.get('port')} {parts.get('dbname')} {parts.get('options', '')}"
    name = sha256(named.encode()).hexdigest()[:24]
    return f"{folder}/{name}.keyring", f"sqlite:///{folder}/{name}.keys"


def key_settings(store: str | None) -> dict[str, str]:
    """The settings with which a process of its own finds the keys of the store."""
    if store is None or not store.startswith("postgresql://"):
        return {}
    keyring, keys = places_of(store)
    return {"VOUCH_KEYRING": keyring or "", "VOUCH_KEYS": keys or ""}


keep_keys_for_tests()
