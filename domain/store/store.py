"""The store: what its door promises (`port`), on a backend. Every call is one transaction, retried if that may help."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from domain.facts.base import Fact, Recorded
from domain.feed.delivery import Delivery, Unreadable
from domain.feed.reading import read_event
from domain.store import appending, erasing, examining, feed_offsets, links, positions, relay_lease, replaying
from domain.store.accounts import keys as api_keys
from domain.store.accounts import subjects
from domain.store.accounts.values import BrowserSession, Key
from domain.store.acting import attempt as attempting
from domain.store.acting.act import Act, Outcome
from domain.store.codec import Codec
from domain.store.dead_letters import table
from domain.store.dead_letters.letters import EVERY_LETTER, DeadLetter, Fate, LetterFilter, Replay, Status
from domain.store.examining import Examination
from domain.store.history import walking
from domain.store.history.anchor import keep_anchor, read_anchor
from domain.store.history.nodes import count_recordings, find_root
from domain.store.history.proving import prove
from domain.store.history.signing import name_public_key, read_checkpoint, sign_checkpoint
from domain.store.history.walking import OnStep, ignore_step
from domain.store.inbox.batch import DeliveredBatch
from domain.store.inbox.recording import Inbox, Request, Tried, attempt
from domain.store.instants import from_micros, to_micros
from domain.store.migrations import STORE_ID
from domain.store.port import EventStore
from domain.store.raw_deliveries import ledger, rejected
from domain.store.raw_deliveries import table as raw_table
from domain.store.raw_deliveries.values import Arrival, Kept, Rejected, Retraction, Round, Teller
from domain.store.raw_deliveries.values import Waiting as WaitingDeliveries
from domain.store.retrying import Waiting, retry
from domain.store.seam import Seam
from domain.store.session import Backend, Session
from domain.store.values import Addition, Advance, Parcel, PartitionKey, Read, Recording, StoredRow
from domain.tree.checkpoint import Checkpoint
from domain.tree.proof import Inclusion
from domain.tree.walk import Walked

T = TypeVar("T")

PATIENCE = 5.0
"""Seconds for which a call is retried."""
_LAST = (1 << 63) - 1


class Store(EventStore):
    """An EventStore on SQLite or PostgreSQL; what its methods promise is said in `port`."""

    def __init__(
        self,
        backend: Backend,
        *,
        timezone: str,
        seam: Seam,
        patience: float = PATIENCE,
        waiting: Waiting | None = None,
    ) -> None:
        self.backend = backend
        self.timezone = timezone
        self._store_id: str | None = None
        self.seam = seam
        self._codec = Codec(seam)
        self._inbox = Inbox(backend, self._codec)
        self._patience = patience
        self._waiting = waiting

    @property
    def store_id(self) -> str:
        if self._store_id is None:
            self._store_id = self._read(lambda session: str(session.value(STORE_ID)))
        return self._store_id

    def record(
        self,
        deliveries: Sequence[Delivery | Unreadable],
        *,
        places: Sequence[str],
        recorded_at: datetime | None = None,
        offsets: Sequence[Advance] = (),
    ) -> Recording:
        request = Request([DeliveredBatch(deliveries, places)], Tried(), _micros(recorded_at), offsets)
        return self._retry(lambda: attempt(self._inbox, request))[0]

    def record_together(self, parcels: Sequence[Parcel]) -> list[Recording]:
        request = Request([DeliveredBatch(*parcel) for parcel in parcels], Tried())
        return self._retry(lambda: attempt(self._inbox, request))

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
        request = appending.Request(additions, source, time, _micros(recorded_at))
        return self._write(lambda session: appending.append(session, request, self._codec))

    def act(self, acts: Sequence[Act], *, at: datetime | None = None) -> list[Outcome]:
        request = attempting.Request(acts, _micros(at))
        while (outcomes := self._retry(lambda: attempting.attempt(self._inbox, request))) is None:
            pass  # each turn brings in some more of the links
        return outcomes

    def choose_instant(self, wanted: datetime | None) -> datetime:
        found = self._read(lambda session: positions.next_instant(positions.last_instant(session), _micros(wanted)))
        return from_micros(found)

    @contextmanager
    def turn(self) -> Iterator[None]:
        try:
            with self.backend.turn():
                yield
        except Exception as error:
            if (fault := self.backend.fault(error)) is None:
                raise
            raise fault.error from error

    def find_linked(self, things: Collection[str]) -> dict[str, list[str]]:
        while not self._write(links.absorb):
            pass  # each turn brings in some more of the links
        found: dict[str, set[str]] = {thing: set() for thing in things}
        for thing, stream in self._read(lambda session: links.find(session, things)):
            found[thing].add(stream)
        return {thing: sorted(streams) for thing, streams in found.items()}

    def find_beginning(self, prefix: str) -> list[str]:
        return self._read(lambda session: erasing.find_beginning(session, prefix))

    def take_anything(self, streams: Collection[str]) -> None:
        rows = self.read_streams(streams)
        self._write(lambda session: erasing.take_anything(session, rows))

    def read_after(self, position: int, limit: int, max_bytes: int | None = None) -> list[StoredRow]:
        return self._read(lambda session: session.stored_after(position, limit, max_bytes))

    def read_streams(self, streams: Collection[str], up_to: int | None = None) -> list[StoredRow]:
        wanted, last = sorted(set(streams)), _LAST if up_to is None else up_to
        return self._read(lambda session: session.stored_of(wanted, last))

    def decode(self, row: StoredRow) -> Recorded[Any]:
        return self._codec.decode(row)

    def decode_rows(self, rows: Sequence[StoredRow]) -> list[Recorded[Any]]:
        return self._codec.decode_rows(rows)

    def digest(self, address: str) -> str:
        return self.seam.digest(address)

    def head(self) -> int:
        return self._read(positions.head)

    def position_at(self, instant: datetime) -> int:
        return self._read(lambda session: positions.position_at(session, to_micros(instant)))

    def recorded_at_of(self, position: int) -> datetime | None:
        instant = self._read(lambda session: positions.instant_of(session, position))
        return None if instant is None else from_micros(instant)

    def oldest_waiting(self, position: int) -> datetime | None:
        return self.recorded_at_of(position + 1)

    def count_after(self, position: int) -> int:
        return self._read(lambda session: positions.count_after(session, position))

    def list_dead_letters(
        self, status: Status | None = "open", *, only: LetterFilter = EVERY_LETTER, after: int = 0, limit: int = 100
    ) -> list[DeadLetter]:
        return self._read(lambda session: table.list_letters(session, status, only, after, limit))

    def count_letters_by_reason(
        self, status: Status | None = "open", *, only: LetterFilter = EVERY_LETTER
    ) -> dict[str, int]:
        return self._read(lambda session: table.count_by_reason(session, status, only))

    def count_dead_letters(self) -> int:
        return self._read(table.count_open)

    def find_dead_letter(self, number: int) -> DeadLetter | None:
        return self._read(lambda session: table.fetch(session, number, self.seam))

    def replay(self, letters: Sequence[int], *, read: Read = read_event, recorded_at: datetime | None = None) -> Replay:
        numbers, at = list(dict.fromkeys(letters)), _micros(recorded_at)
        return self._retry(lambda: replaying.replay(self._inbox, numbers, read, at))

    def drop(self, letters: Sequence[int]) -> list[Fate]:
        return self._write(lambda session: replaying.drop(session, letters, self.seam))

    def keep_deliveries(self, arrivals: Sequence[Arrival]) -> list[bool]:
        return self._write(lambda session: raw_table.keep(session, arrivals, self.seam))

    def keep_rejected(self, arrival: Arrival, reason: str) -> None:
        self._write(lambda session: rejected.keep_rejected(session, arrival, reason, self.seam))

    def list_rejected(self, connection: str) -> list[Rejected]:
        return self._read(lambda session: rejected.list_rejected(session, connection, self.seam))

    def forget_rejected(self, number: int) -> None:
        self._write(lambda session: rejected.forget_rejected(session, number))

    def list_waiting_connections(self) -> list[str]:
        return self._read(raw_table.list_waiting_connections)

    def read_waiting(self, connection: str, limit: int) -> WaitingDeliveries:
        return self._read(lambda session: raw_table.read_waiting(session, connection, limit, self.seam))

    def read_seen(self, things: Collection[str]) -> list[Kept]:
        return self._read(lambda session: raw_table.read_seen(session, things, self.seam))

    def read_deliveries(self, connection: str) -> list[Kept]:
        def read(session: Session) -> list[Kept]:
            return raw_table.read_numbers(session, raw_table.list_numbers(session, connection), self.seam)

        return self._read(read)

    def keep_answers(self, number: int, answers: bytes) -> None:
        self._write(lambda session: raw_table.keep_answers(session, number, answers, self.seam))

    def postpone(self, numbers: Sequence[int], not_before: datetime) -> None:
        self._write(lambda session: raw_table.postpone(session, numbers, to_micros(not_before)))

    def find_told(self, origins: Collection[str]) -> set[Teller]:
        return self._read(lambda session: ledger.find_told(session, origins))

    def find_tellers(self, source: str, events: Collection[str]) -> set[Teller]:
        return self._read(lambda session: ledger.find_tellers(session, source, events))

    def find_retractions(self, source: str, events: Collection[str]) -> dict[str, Retraction]:
        return self._read(lambda session: ledger.find_retractions(session, source, events))

    def settle_round(self, done: Round) -> Recording:
        batch = DeliveredBatch(done.events, done.places)
        request = Request([batch], Tried(), also=lambda session: ledger.settle(session, done))
        return self._retry(lambda: attempt(self._inbox, request))[0]

    def count_deliveries(self) -> list[tuple[str, str, str, int]]:
        return self._read(raw_table.count_by_outcome)

    def feed_offsets(self) -> dict[PartitionKey, int]:
        return self._read(feed_offsets.read_offsets)

    def rewind_offsets(self, topics: Sequence[str]) -> None:
        self._write(lambda session: feed_offsets.rewind(session, topics))

    def acquire_relay_lease(self, topic: str, holder: str, seconds: float) -> int | None:
        return self._write(lambda session: relay_lease.acquire(session, topic, holder, seconds))

    def record_published(self, topic: str, holder: str, position: int, seconds: float) -> bool:
        return self._write(lambda session: relay_lease.record_published(session, topic, holder, position, seconds))

    def release_relay_lease(self, topic: str, holder: str) -> None:
        self._write(lambda session: relay_lease.release(session, topic, holder))

    def published_up_to(self, topic: str) -> int:
        return self._read(lambda session: relay_lease.published_up_to(session, topic))

    def examine(self, *, full: bool = False) -> Examination:
        return self._read(lambda session: examining.examine(session, self._codec, full=full))

    def walk_history(self, sizes: Collection[int] = (), on_step: OnStep = ignore_step) -> Walked:
        return walking.walk_history(self._read, sizes, on_step)

    def count_recordings(self) -> int:
        return self._read(count_recordings)

    def root_at(self, size: int) -> bytes:
        return self._read(lambda session: find_root(session, size))

    def read_ends(self) -> tuple[int, int]:
        return self._read(walking.read_ends)

    def checkpoint(self) -> str:
        size = self.count_recordings()
        return sign_checkpoint(self.seam.wrapping.keyring, size, self.root_at(size))

    def read_checkpoint(self, note: str) -> Checkpoint:
        return read_checkpoint(self.seam.wrapping.keyring, note)

    def public_key(self) -> str:
        return name_public_key(self.seam.wrapping.keyring)

    def anchor(self) -> str | None:
        with self.seam.keys.database.reading() as session:
            return read_anchor(session)

    def keep_anchor(self, note: str, *, replace: bool = False) -> None:
        with self.seam.keys.database.writing() as session:
            keep_anchor(session, note, replace=replace)

    def prove_recording(self, position: int, size: int) -> Inclusion:
        return self._read(lambda session: prove(session, position, size))

    def add_key(self, key: Key) -> None:
        self._write(lambda session: api_keys.add_key(session, key))

    def revoke_key(self, id_: str, at: datetime) -> bool:
        return self._write(lambda session: api_keys.revoke_key(session, id_, at))

    def list_keys(self) -> list[Key]:
        return self._read(api_keys.list_keys)

    def find_keys(self, ids: Collection[str]) -> dict[str, Key]:
        return self._read(lambda session: api_keys.find_keys(session, ids))

    def has_keys(self) -> bool:
        return self._read(api_keys.has_keys)

    def revoke_subject(self, subject: str, at: datetime) -> bool:
        return self._write(lambda session: subjects.revoke_subject(session, subject, at))

    def restore_subject(self, subject: str) -> bool:
        return self._write(lambda session: subjects.restore_subject(session, subject))

    def find_revoked(self, names: Collection[str]) -> set[str]:
        return self._read(lambda session: subjects.find_revoked(session, names))

    def open_session(self, opened: BrowserSession, at: datetime) -> None:
        self._write(lambda session: subjects.open_session(session, opened, at))

    def find_sessions(self, digests: Collection[str]) -> dict[str, BrowserSession]:
        return self._read(lambda session: subjects.find_sessions(session, digests))

    def close_session(self, digest: str) -> None:
        self._write(lambda session: subjects.close_session(session, digest))

    def close(self) -> None:
        self.backend.close()
        self.seam.close()

    def _read(self, question: Callable[[Session], T]) -> T:
        def ask() -> T:
            with self.backend.reading() as session:
                return question(session)

        return self._retry(ask)

    def _write(self, change: Callable[[Session], T]) -> T:
        def write() -> T:
            with self.backend.writing() as session:
                return change(session)

        return self._retry(write)

    def _retry(self, work: Callable[[], T]) -> T:
        return retry(work, self.backend.fault, self._patience, self._waiting)


def _micros(instant: datetime | None) -> int | None:
    return None if instant is None else to_micros(instant)
