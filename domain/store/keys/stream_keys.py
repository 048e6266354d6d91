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
    """The keys of streams: found in the key store, made where that is wanted, held in memory."""

    def __init__(self, database: KeyDatabase, wrapping: Wrapping) -> None:
        self.database = database
        self.wrapping = wrapping
        self._lost: set[str] = set()
        self._held: dict[str, StreamKey] = {}
        self._generation = -1
        self._looked_at = 0.0

    def find(self, streams: Collection[str]) -> dict[str, StreamKey]:
        """Find the keys of those of the streams that have one. KeysAway where the key store cannot be asked."""
        self.keep_fresh()
        found = {stream: self._held[stream] for stream in streams if stream in self._held}
        missing = [stream for stream in streams if stream not in found]
        if missing:
            with self.database.reading() as session:
                loaded, _ = self._load(session, missing)
                gone = [stream for stream in missing if stream not in loaded]
                self._lost.update(set(gone) - table.find_graves(session, gone) if gone else ())
            found |= loaded
        return found

    def find_or_make(self, streams: Collection[str]) -> dict[str, StreamKey]:
        """Find the keys of the streams, and make those that are missing; only the erased have none.

        They are committed when this returns: whatever is sealed with them may be written.
        """
        with self.database.reading() as session:
            self._forget_if_changed(session)
            found = {stream: self._held[stream] for stream in streams if stream in self._held}
            missing = self._find_missing(session, streams, found)
        if missing:
            with self.database.writing() as session:
                missing = self._find_missing(session, missing, found)  # another process may have made some
                made = self._make(session, missing)
            self._hold(made)
            found |= made
        return found

    @property
    def lost(self) -> int:
        """How many keys ought to be there and were not: the key store or the keyring is older than the store."""
        return len(self._lost)

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

    def _find_missing(self, session: Session, streams: Collection[str], found: dict[str, StreamKey]) -> list[str]:
        """Add to `found` the keys that are there; returns the streams for which one may be made."""
        wanted = [stream for stream in streams if stream not in found]
        if not wanted:
            return []
        loaded, there = self._load(session, wanted)
        found |= loaded
        rest = set(wanted) - there  # one that is there and does not open is not made anew
        return sorted(rest - table.find_graves(session, rest)) if rest else []

    def _load(self, session: Session, streams: Collection[str]) -> tuple[dict[str, StreamKey], set[str]]:
        """Read keys: those that open, and the streams of all."""
        rows = table.find_keys(session, streams)
        opened = zip(rows, self.wrapping.unwrap(rows), strict=True) if rows else ()
        found = {row.stream: _make_cipher(key) for row, key in opened if key is not None}
        self._hold(found)
        return found, {row.stream for row in rows}

    def _make(self, session: Session, streams: list[str]) -> dict[str, StreamKey]:
        if not streams:
            return {}
        first, drawn = table.next_number(session), secrets.token_bytes(KEY_BYTES * len(streams))
        keys = [drawn[at : at + KEY_BYTES] for at in range(0, len(drawn), KEY_BYTES)]
        numbered = [(first + at, stream, key) for at, (stream, key) in enumerate(zip(streams, keys, strict=True))]
        table.insert_keys(session, self.wrapping.wrap(numbered))
        return {stream: _make_cipher(key) for _, stream, key in numbered}

    def _hold(self, found: Mapping[str, StreamKey]) -> None:
        if len(self._held) + len(found) > HELD:
            self._held = dict(list(self._held.items())[HELD // 2 :])
        self._held.update(found)


def _make_cipher(key: bytes) -> StreamKey:
    return StreamKey(key, AESGCM(key))
