"""Checkpoints of the history on the outbound topic, hourly if it has grown: an anchor outside (spec/privacy.md §4)."""

from datetime import UTC, datetime
from time import monotonic
from typing import Protocol

import msgspec

from consumers.history.anchoring import HistoryAltered, anchor
from consumers.relay.public import Message, write_headers
from domain.facts.fields import Text
from domain.facts.history import Recordings
from domain.store.keys.database import KeysAway
from domain.store.port import EventReader, History, Progress

TYPE = "vouch.checkpoint"
KEY = "history/checkpoint"
HOURLY = 3_600.0
"""Seconds between two."""


class PublicCheckpoint(msgspec.Struct, frozen=True):
    """A signed checkpoint of the history: keep it, and `vouch verify --checkpoint` shows whether it still is one."""

    recordings: Recordings
    checkpoint: Text


class CheckpointStore(EventReader, Progress, History, Protocol):
    """What checkpoints need of the store."""


class Checkpoints:
    """Tells when a checkpoint is due on a topic, and remembers in the store how far the last one went."""

    def __init__(self, store: CheckpointStore, topic: str, holder: str, lease_seconds: float, pause: float) -> None:
        self._store = store
        self._place = f"{topic} checkpoints"
        self._holder = holder
        self._lease_seconds = lease_seconds
        self._pause = pause
        self._next = 0.0

    def find_due(self) -> Message | None:
        """Make the checkpoint that is due; None where none is, or none can be made now.

        None is made of a history that the key store's checkpoint is not of.
        """
        if monotonic() < self._next:
            return None
        self._next = monotonic() + min(self._pause, self._lease_seconds)
        published = self._store.acquire_relay_lease(self._place, self._holder, self._lease_seconds)
        if published is None:
            return None
        try:
            note = anchor(self._store) if self._store.count_recordings() > published else None
        except (HistoryAltered, KeysAway):
            return None
        self._next = monotonic() + self._pause
        return None if note is None else self._write(note)

    def record_sent(self, message: Message) -> None:
        """Remember that the brokers have this one."""
        self._store.record_published(self._place, self._holder, message.position, self._lease_seconds)

    def _write(self, note: str) -> Message:
        size = self._store.read_checkpoint(note).size
        time = self._store.recorded_at_of(self._store.head()) or datetime.now(UTC)
        headers = write_headers(f"checkpoint/{size}", TYPE.encode(), time, KEY)
        return Message(size, KEY, headers, msgspec.json.encode(PublicCheckpoint(size, note)))
