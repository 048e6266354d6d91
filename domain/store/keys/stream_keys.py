"""Stream keys: 32 bytes for each stream that holds anything personal, made with its first box (spec/privacy.md §2)."""

import secrets
from collections.abc import Collection, Mapping
from time import monotonic
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.store.keys import table
from domain.store.keys.database import KeyDatabase
from domain.store.keys.keyring import KEY_BYTES
from domain.store.keys.wrapping import Wrapping
from domain.store.session import Session

HELD = 100_000
"""So many keys are held in memory; beyond it the older half is forgotten."""
LOOK_SECONDS = 1.0
"""So long a key that another process has destroyed may still be used here for reading."""


class StreamKey(NamedTuple):
    """A stream's key, and the cipher made of it."""

    key: bytes
    cipher: AESGCM

    def __repr__(self) -> str:
        """Show no key, wherever this is printed."""
        return "StreamKey()"


class StreamKeys:
    """The keys of streams: found in the key store, made where that is wanted, held in memory.

    `lost` counts those that ought to be there and are not: the key store or the keyring is older than the store.
    """

    def __init__(self, database: KeyDatabase, wrapping: Wrapping) -> None:
        self.database = database
        self.wrapping = wrapping
        self.lost = 0
        self._held: dict[str, StreamKey | None] = {}
        self._generation = -1
        self._looked_at = 0.0

    def find(self, streams: Collection[str]) -> dict[str, StreamKey]:
        """Find the keys of those of the streams that have one. KeysAway where the key store cannot be asked."""
        self.keep_fresh()
        found = {stream: self._held[stream] for stream in streams if stream in self._held}
        missing = [stream for stream in streams if stream not in found]
        if missing:
            with self.database.reading() as session:
                loaded = self._load(session, missing)
                gone = [stream for stream, key in loaded.items() if key is None]
                self.lost += len(gone) - len(table.find_graves(session, gone)) if gone else 0
            found |= loaded
        return _present(found)

    def find_or_make(self, streams: Collection[str]) -> dict[str, StreamKey]:
        """Find the keys of the streams, and make those that are missing; only the erased have none.

        They are committed when this returns: whatever is sealed with them may be written.
        """
        with self.database.reading() as session:
            self._forget_if_changed(session)
            found = {stream: self._held.get(stream) for stream in streams}
            missing = [stream for stream, key in found.items() if key is None]
            if missing:
                found |= self._load(session, missing)
                missing = self._list_missing(session, found)
        if missing:
            with self.database.writing() as session:
                found |= self._load(session, missing)  # another process may have made some
                made = self._make(session, self._list_missing(session, found))
            self._hold(made)
            found |= made
        return _present(found)

    def count(self) -> int:
        """Count the keys of the key store."""
        with self.database.reading() as session:
            return table.count_keys(session)

    def keep_fresh(self) -> None:
        """Forget all keys if some were destroyed or wrapped anew: looked at every second."""
        now = monotonic()
        if now - self._looked_at >= LOOK_SECONDS:
            with self.database.reading() as session:
                self._forget_if_changed(session)
            self._looked_at = now

    def forget(self) -> None:
        """Forget all keys."""
        self._held = {}

    def _forget_if_changed(self, session: Session) -> None:
        generation = table.read_generation(session)
        if generation != self._generation:
            self.forget()
            if self._generation >= 0:
                self.wrapping.reread()
            self._generation = generation

    def _list_missing(self, session: Session, found: Mapping[str, StreamKey | None]) -> list[str]:
        wanted = [stream for stream, key in found.items() if key is None]
        if not wanted:
            return []
        there = {row.stream for row in table.find_keys(session, wanted)}  # one that does not open is not made anew
        return sorted(set(wanted) - there - table.find_graves(session, wanted))

    def _load(self, session: Session, streams: Collection[str]) -> dict[str, StreamKey | None]:
        rows = table.find_keys(session, streams)
        opened = map(_make_cipher, self.wrapping.unwrap(rows))
        found: dict[str, StreamKey | None] = dict.fromkeys(streams)
        found |= dict(zip((row.stream for row in rows), opened, strict=True))
        self._hold(found)
        return found

    def _make(self, session: Session, streams: list[str]) -> dict[str, StreamKey | None]:
        if not streams:
            return {}
        first, drawn = table.next_number(session), secrets.token_bytes(KEY_BYTES * len(streams))
        keys = [drawn[at : at + KEY_BYTES] for at in range(0, len(drawn), KEY_BYTES)]
        numbered = [(first + at, stream, key) for at, (stream, key) in enumerate(zip(streams, keys, strict=True))]
        table.insert_keys(session, self.wrapping.wrap(numbered))
        return {stream: _make_cipher(key) for _, stream, key in numbered}

    def _hold(self, found: Mapping[str, StreamKey | None]) -> None:
        if len(self._held) + len(found) > HELD:
            self._held = dict(list(self._held.items())[HELD // 2 :])
        self._held.update(found)


def _make_cipher(key: bytes | None) -> StreamKey | None:
    return None if key is None else StreamKey(key, AESGCM(key))


def _present(found: Mapping[str, StreamKey | None]) -> dict[str, StreamKey]:
    return {stream: key for stream, key in found.items() if key is not None}
