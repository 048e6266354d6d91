"""The keyring: the file whose keys wrap, digest and sign (spec/privacy.md §2).

Whoever has the key store without it can open nothing. It belongs to one store, by the store's id. It is always written
whole: a new file beside it, flushed, then renamed over it; the bytes of the old one are overwritten.
"""

import os
import secrets
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from domain.store.errors import SettingsRefused

KEY_BYTES = 32
"""The length of every key."""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class BucketKey(Struct, frozen=True):
    """A key that wraps the stream keys of one bucket; `version` tells it from those before it."""

    version: int
    key: bytes

    def __repr__(self) -> str:
        """Show the version alone, wherever this is printed."""
        return f"BucketKey(version={self.version})"


class Keyring(Struct, frozen=True):
    """The keys of one store. In each list the newest stands last; those before it are kept for reading.

    `organisation` keys make keyed digests, `signing` keys are Ed25519 private keys, `buckets` has the keys of each
    bucket by its number.
    """

    store: str
    organisation: tuple[bytes, ...]
    signing: tuple[bytes, ...]
    buckets: Mapping[int, tuple[BucketKey, ...]] = {}

    def __repr__(self) -> str:
        """Show whose it is and no key, wherever this is printed."""
        return f"Keyring(store={self.store!r})"

    def __post_init__(self) -> None:
        """Raise ValueError for what cannot be a keyring, so that a damaged file is never taken for one."""
        held = [key for keys in self.buckets.values() for key in keys]
        keys = [*self.organisation, *self.signing, *(each.key for each in held)]
        if not (self.store and self.organisation and self.signing) or {len(key) for key in keys} != {KEY_BYTES}:
            raise ValueError("not a keyring")


def make_keyring(store: str) -> Keyring:
    """Make the keyring of a new store, by the store's id."""
    return Keyring(store, (secrets.token_bytes(KEY_BYTES),), (secrets.token_bytes(KEY_BYTES),))


def add_bucket_keys(keyring: Keyring, buckets: set[int]) -> Keyring:
    """Give each of these buckets a new key, beside those that it has."""
    added = dict(keyring.buckets)
    for bucket in sorted(buckets):
        held = added.get(bucket, ())
        version = held[-1].version + 1 if held else 1
        added[bucket] = (*held, BucketKey(version, secrets.token_bytes(KEY_BYTES)))
    return replace(keyring, buckets=added)


def drop_old_bucket_keys(keyring: Keyring, needed: Mapping[int, set[int]]) -> Keyring:
    """Drop the keys that nothing is wrapped by: all but the newest of each bucket and the `needed` versions of it."""
    kept = {
        bucket: tuple(key for key in keys if key is keys[-1] or key.version in needed.get(bucket, ()))
        for bucket, keys in keyring.buckets.items()
    }
    return replace(keyring, buckets=kept)


def add_own_keys(keyring: Keyring) -> Keyring:
    """Add a new organisation key and a new signing key; those before stay for reading."""
    return replace(
        keyring,
        organisation=(*keyring.organisation, secrets.token_bytes(KEY_BYTES)),
        signing=(*keyring.signing, secrets.token_bytes(KEY_BYTES)),
    )


def read_keyring(path: Path, store: str) -> Keyring:
    """Read the keyring of the store with this id. SettingsRefused where it is missing, damaged, open to others or
    another store's: it says what to do."""
    name = path.name
    try:
        with path.open("rb") as file:
            mode, raw = os.fstat(file.fileno()).st_mode, file.read()
    except FileNotFoundError:
        raise SettingsRefused(
            f"The keyring {name} is not there: put it back from its backup, or set VOUCH_KEYRING to where it is."
        ) from None
    except OSError as error:
        raise SettingsRefused(f"The keyring {name} cannot be read: {error.strerror}.") from None
    if mode & _OTHERS:
        raise SettingsRefused(f"The keyring {name} is open to others than its owner: chmod 600 it.")
    return _decode(name, raw, store)


def _decode(name: str, raw: bytes, store: str) -> Keyring:
    try:
        keyring = msgspec.json.decode(raw, type=Keyring)
    except ValueError:  # its text could quote a key
        raise SettingsRefused(f"The keyring {name} is damaged: put it back from its backup.") from None
    if keyring.store != store:
        raise SettingsRefused(f"The keyring {name} belongs to another store: set VOUCH_KEYRING to this store's own.")
    return keyring


def write_keyring(path: Path, keyring: Keyring) -> None:
    """Write the keyring in place of the one that is there. What was there before is overwritten, as far as the medium
    allows."""
    beside = path.with_name(f"{path.name}.new")
    with suppress(FileNotFoundError):
        beside.unlink()  # of a process that was killed; holders of the key store's lock alone write here
    _write_flushed(beside, msgspec.json.encode(keyring))
    former = _open_former(path)
    try:
        beside.replace(path)
        _flush_folder(path.parent)
        if former is not None:
            _overwrite(former)
    finally:
        if former is not None:
            os.close(former)


def _write_flushed(path: Path, raw: bytes) -> None:
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(opened, "wb") as file:  # noqa: PTH123 - it takes the descriptor
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def _open_former(path: Path) -> int | None:
    try:
        return os.open(path, os.O_WRONLY)
    except FileNotFoundError:
        return None


def _flush_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _overwrite(opened: int) -> None:
    size = os.fstat(opened).st_size
    os.pwrite(opened, bytes(size), 0)
    os.fsync(opened)
