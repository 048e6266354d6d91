"""Test support: a seam whose keys are in a folder of the test."""

from pathlib import Path

from domain.store.keys import table
from domain.store.keys.database import SqliteKeys
from domain.store.keys.keyring import make_keyring, write_keyring
from domain.store.keys.stream_keys import StreamKeys
from domain.store.keys.wrapping import KeyringWrapping
from domain.store.seam import Seam


def make_seam(folder: Path, store: str = "store-1") -> Seam:
    """A seam with keys of its own in this folder; those that are there already are used."""
    keyring, database = folder / "seam.keyring", SqliteKeys(folder / "seam.keys")
    if not keyring.exists():
        write_keyring(keyring, make_keyring(store))
    with database.writing() as session:
        table.make_tables(session)
    wrapping = KeyringWrapping(keyring, store)
    return Seam(store, StreamKeys(database, wrapping), wrapping)
