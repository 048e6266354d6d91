"""Wrapping: how stream keys are kept. By the keyring; a key service can stand behind the same three calls."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.store.errors import SettingsRefused
from domain.store.keys.boxes import NONCE, ForgedBox, bind, seal, unseal
from domain.store.keys.database import AWAY, KeysAway
from domain.store.keys.keyring import (
    Keyring,
    add_bucket_keys,
    add_own_keys,
    drop_old_bucket_keys,
    read_keyring,
    write_keyring,
)
from domain.store.keys.table import BUCKET, Wrapped

InUse = Mapping[int, set[int]]
"""By which versions of its key the stream keys of each bucket are wrapped."""


class Wrapping(Protocol):
    """Wraps stream keys and unwraps them. Calls that change keys are made by holders of the key store's lock."""

    def wrap(self, keys: Sequence[tuple[int, str, bytes]]) -> list[Wrapped]:
        """Wrap keys, each with its number and its stream, by the newest keys of their buckets."""
        ...

    def unwrap(self, rows: Sequence[Wrapped]) -> list[bytes | None]:
        """Unwrap keys; None for each whose bucket key is gone, or that is not of its stream."""
        ...

    def replace(self, buckets: Collection[int], in_use: InUse) -> None:
        """Give these buckets new keys beside those they have; destroy the others that nothing in use is wrapped by."""
        ...

    def has_old(self) -> bool:
        """Tell whether a bucket has more keys than its newest: `replace` was cut off, or is at work."""
        ...

    def renew(self) -> None:
        """Add new keys to digest and to sign with; those before stay for reading."""
        ...

    def reread(self) -> object:
        """Forget what is held of the keys: they were changed."""
        ...


class KeyringWrapping:
    """Wrapping by the keys of a keyring, which is read again where a key is missing: another process may write it."""

    def __init__(self, path: Path, store: str) -> None:
        self._path = path
        self._store = store
        self._ciphers: dict[tuple[int, int], AESGCM] = {}
        self.keyring = read_keyring(path, store)

    def wrap(self, keys: Sequence[tuple[int, str, bytes]]) -> list[Wrapped]:
        """Wrap keys by the newest keys of their buckets; new buckets are given one."""
        new = {number // BUCKET for number, _, _ in keys} - self.keyring.buckets.keys()
        if new:
            self._write(add_bucket_keys(self._read(), new - self._read().buckets.keys()))
        nonces = secrets.token_bytes(NONCE * len(keys))
        wrapped = []
        for at, (number, stream, key) in enumerate(keys):
            newest = self.keyring.buckets[number // BUCKET][-1].version
            cipher = self._cipher(number // BUCKET, newest)
            assert cipher is not None
            box = seal(cipher, key, bind(stream), nonces[at * NONCE : (at + 1) * NONCE])
            wrapped.append(Wrapped(number, stream, newest, box))
        return wrapped

    def unwrap(self, rows: Sequence[Wrapped]) -> list[bytes | None]:
        """Unwrap keys."""
        if any(self._cipher(row.bucket, row.version) is None for row in rows):
            self._read()
        return [self._unwrap(row) for row in rows]

    def replace(self, buckets: Collection[int], in_use: InUse) -> None:
        """Write the keyring with new keys of these buckets, and without those that nothing is wrapped by."""
        kept = drop_old_bucket_keys(self._read(), in_use)
        self._write(add_bucket_keys(kept, set(buckets)))

    def has_old(self) -> bool:
        """Tell whether a bucket has more keys than its newest."""
        return any(len(keys) > 1 for keys in self._read().buckets.values())

    def reread(self) -> Keyring:
        """Read the keyring again. KeysAway where it cannot be used."""
        return self._read()

    def renew(self) -> None:
        """Add a new organisation key and a new signing key; those before stay for reading."""
        self._write(add_own_keys(self._read()))

    def _unwrap(self, row: Wrapped) -> bytes | None:
        cipher = self._cipher(row.bucket, row.version)
        if cipher is None:
            return None
        try:
            return unseal(cipher, row.wrapped, bind(row.stream))
        except ForgedBox:
            return None

    def _cipher(self, bucket: int, version: int) -> AESGCM | None:
        if (found := self._ciphers.get((bucket, version))) is not None:
            return found
        for held in self.keyring.buckets.get(bucket, ()):
            if held.version == version:
                cipher = self._ciphers[bucket, version] = AESGCM(held.key)
                return cipher
        return None

    def _read(self) -> Keyring:
        try:
            self.keyring = read_keyring(self._path, self._store)
        except SettingsRefused as refused:
            raise KeysAway(f"{AWAY} {refused}") from None
        self._ciphers = {}
        return self.keyring

    def _write(self, keyring: Keyring) -> None:
        try:
            write_keyring(self._path, keyring)
        except OSError as error:
            raise KeysAway(f"{AWAY} The keyring cannot be written: {error.strerror}.") from None
        self.keyring = keyring
        self._ciphers = {}
