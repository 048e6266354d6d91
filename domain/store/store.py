"""The store: what its door promises, on a backend. Every call is one transaction, tried again if a fault may pass."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any, TypeVar

from domain.facts.base import Fact, Recorded
from domain.feed.delivery import Delivery, Unreadable
from domain.feed.reading import read_event
from domain.store import positions, relay_lease
from domain.store.appending import Request, append
from domain.store.codec import Codec
from domain.store.dead_letters import replaying
from domain.store.dead_letters import table as dead_letters
from domain.store.dead_letters.letters import DeadLetter, Fate, Replay, Status
from domain.store.feed_offsets import advance, rewind
from domain.store.feed_offsets import offsets as feed_offsets
from domain.store.inbox import recording
from domain.store.inbox.batch import DeliveredBatch, shared_out
from domain.store.inbox.repeats import Novelty
from domain.store.inbox.sources import Sources
from domain.store.instants import from_micros, to_micros
from domain.store.port import Addition, Advance, Parcel, PartitionKey, Read, Recording, StoredRow
from domain.store.retrying import persistently
from domain.store.seam import Seam
from domain.store.session import Backend, Collision, Session

T = TypeVar("T")

PATIENCE = 5.0
"""Seconds for which a call is tried again."""
_LAST = (1 << 63) - 1


class Store:
    """An EventStore (see `port`) on SQLite or PostgreSQL."""

    def __init__(self, backend: Backend, *, timezone: str, seam: Seam, patience: float = PATIENCE) -> None:
        self.backend = backend
        self.timezone = timezone
        self._seam = seam
        self._codec = Codec(seam)
        self._sources = Sources()
        self._patience = patience
        self._expects_repeats = False
        self.decode: Callable[[StoredRow], Recorded[Any]] = self._codec.decode
        self.decode_rows: Callable[[Sequence[StoredRow]], list[Recorded[Any]]] = self._codec.decode_rows

    def record(
        self,
        deliveries: Sequence[Delivery | Unreadable],
        *,
        places: Sequence[str],
        recorded_at: datetime | None = None,
        offsets: Sequence[Advance] = (),
    ) -> Recording:
        """See `EventStore.record`."""
        at = None if recorded_at is None else to_micros(recorded_at)
        return self._record_persistently([Parcel(deliveries, places)], at, offsets)[0]

    def record_together(self, parcels: Sequence[Parcel]) -> list[Recording]:
        """See `EventStore.record_together`."""
        return self._record_persistently(parcels, None, ())

    def _record_persistently(
        self, parcels: Sequence[Parcel], at: int | None, offsets: Sequence[Advance]
    ) -> list[Recording]:
        batches = [DeliveredBatch(*parcel) for parcel in parcels]
        return self._persistently(lambda: self._record_either_way(batches, at, offsets))

    def _record_either_way(
        self, batches: Sequence[DeliveredBatch], at: int | None, offsets: Sequence[Advance]
    ) -> list[Recording]:
        if not self._expects_repeats:
            try:
                return self._record(batches, at, offsets, carefully=False)
            except Collision:
                pass  # nothing of it has been kept
        return self._record(batches, at, offsets, carefully=True)

    def _record(
        self, batches: Sequence[DeliveredBatch], at: int | None, offsets: Sequence[Advance], *, carefully: bool
    ) -> list[Recording]:
        deliveries = [delivery for batch in batches for delivery in batch.deliveries]
        with self.backend.writing() as session:
            advance(session, offsets)
            done = self._take(session, deliveries, at, carefully=carefully)
            novelties = shared_out(done.novelties, batches)
            letters = [
                dead_letters.park(session, batch.to_park(mine), self._seam, done.instant)
                for batch, mine in zip(batches, novelties, strict=True)
            ]
            position = positions.head(session)
        self._sources.remember(done.numbers)
        self._expects_repeats = done.novelties is not None and done.novelties.count(Novelty.NEW) < len(deliveries)
        return [
            batch.recording(mine, position, told) for batch, mine, told in zip(batches, novelties, letters, strict=True)
        ]

    def _take(
        self, session: Session, deliveries: Sequence[Delivery], at: int | None, *, carefully: bool
    ) -> recording.Taken:
        return recording.record(
            session, deliveries, codec=self._codec, sources=self._sources, recorded_at=at, carefully=carefully
        )

    def append(
        self,
        stream: str,
        events: Sequence[Fact],
        *,
        expected_version: int,
        source: str,
        time: datetime | None = None,
        recorded_at: datetime | None = None,
    ) -> int:
        """See `EventStore.append`."""
        addition = Addition(stream, events, expected_version)
        return self.append_many([addition], source=source, time=time, recorded_at=recorded_at)

    def append_many(
        self,
        additions: Sequence[Addition],
        *,
        source: str,
        time: datetime | None = None,
        recorded_at: datetime | None = None,
    ) -> int:
        """See `EventStore.append_many`."""
        request = Request(additions, source, time, None if recorded_at is None else to_micros(recorded_at))
        return self._written(lambda session: append(session, request, self._codec))

    def read_after(self, position: int, limit: int) -> list[StoredRow]:
        """See `EventStore.read_after`."""
        return self._read(lambda session: session.stored_after(position, limit))

    def read_streams(self, streams: Collection[str], up_to: int | None = None) -> list[StoredRow]:
        """See `EventStore.read_streams`."""
        wanted, last = sorted(set(streams)), _LAST if up_to is None else up_to
        return self._read(lambda session: session.stored_of(wanted, last))

    def head(self) -> int:
        """See `EventStore.head`."""
        return self._read(positions.head)

    def position_at(self, instant: datetime) -> int:
        """See `EventStore.position_at`."""
        return self._read(lambda session: positions.position_at(session, to_micros(instant)))

    def recorded_at_of(self, position: int) -> datetime | None:
        """See `EventStore.recorded_at_of`."""
        instant = self._read(lambda session: positions.instant_of(session, position))
        return None if instant is None else from_micros(instant)

    def oldest_waiting(self, position: int) -> datetime | None:
        """See `EventStore.oldest_waiting`."""
        return self.recorded_at_of(position + 1)

    def count_after(self, position: int) -> int:
        """See `EventStore.count_after`."""
        return self._read(lambda session: positions.count_after(session, position))

    def list_dead_letters(
        self, status: Status | None = "open", *, after: int = 0, limit: int = 100
    ) -> list[DeadLetter]:
        """See `EventStore.list_dead_letters`."""
        return self._read(lambda session: dead_letters.listed(session, status, after, limit))

    def count_dead_letters(self) -> int:
        """See `EventStore.count_dead_letters`."""
        return self._read(dead_letters.count_open)

    def find_dead_letter(self, number: int) -> DeadLetter | None:
        """See `EventStore.find_dead_letter`."""
        return self._read(lambda session: dead_letters.fetch(session, number, self._seam))

    def replay(self, letters: Sequence[int], *, read: Read = read_event, recorded_at: datetime | None = None) -> Replay:
        """See `EventStore.replay`."""
        at = None if recorded_at is None else to_micros(recorded_at)
        return self._persistently(lambda: self._replay(list(dict.fromkeys(letters)), read, at))

    def _replay(self, numbers: Sequence[int], read: Read, at: int | None) -> Replay:
        with self.backend.writing() as session:
            readable, fates = replaying.reread(session, numbers, self._seam, read)
            done = self._take(session, list(readable.values()), at, carefully=True)
            fates |= replaying.judged(session, readable, done.novelties or ())
            position = positions.head(session)
        self._sources.remember(done.numbers)
        return Replay([fates[number] for number in numbers], position)

    def drop(self, letters: Sequence[int]) -> list[Fate]:
        """See `EventStore.drop`."""
        return self._written(lambda session: replaying.drop(session, letters, self._seam))

    def feed_offsets(self) -> dict[PartitionKey, int]:
        """See `EventStore.feed_offsets`."""
        return self._read(feed_offsets)

    def rewind_offsets(self, topics: Sequence[str]) -> None:
        """See `EventStore.rewind_offsets`."""
        self._written(lambda session: rewind(session, topics))

    def acquire_relay_lease(self, topic: str, holder: str, seconds: float) -> int | None:
        """See `EventStore.acquire_relay_lease`."""
        return self._written(lambda session: relay_lease.acquire(session, topic, holder, seconds))

    def record_published(self, topic: str, holder: str, position: int, seconds: float) -> bool:
        """See `EventStore.record_published`."""
        return self._written(lambda session: relay_lease.record_published(session, topic, holder, position, seconds))

    def release_relay_lease(self, topic: str, holder: str) -> None:
        """See `EventStore.release_relay_lease`."""
        self._written(lambda session: relay_lease.release(session, topic, holder))

    def published_up_to(self, topic: str) -> int:
        """See `EventStore.published_up_to`."""
        return self._read(lambda session: relay_lease.published_up_to(session, topic))

    def close(self) -> None:
        """See `EventStore.close`."""
        self.backend.close()

    def _read(self, question: Callable[[Session], T]) -> T:
        def ask() -> T:
            with self.backend.reading() as session:
                return question(session)

        return self._persistently(ask)

    def _written(self, change: Callable[[Session], T]) -> T:
        def write() -> T:
            with self.backend.writing() as session:
                return change(session)

        return self._persistently(write)

    def _persistently(self, work: Callable[[], T]) -> T:
        return persistently(work, self.backend.fault, self._patience)
