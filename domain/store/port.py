"""The door of the store: what the rest of Vouch may ask of it, whichever database is behind.

Eight small protocols, one for each kind of caller, and EventStore, which is all of them.
"""

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

from domain.facts.base import Fact, Recorded
from domain.feed.delivery import Delivery, Unreadable
from domain.feed.reading import read_event
from domain.store.accounts.values import BrowserSession, Key
from domain.store.acting.act import Act, Outcome
from domain.store.dead_letters.letters import EVERY_LETTER, DeadLetter, Fate, LetterFilter, Replay, Status
from domain.store.examining import Examination
from domain.store.history.walking import OnStep, ignore_step
from domain.store.raw_deliveries.values import Arrival, Kept, Rejected, Retraction, Round, Teller, Waiting
from domain.store.seam import Seam
from domain.store.values import Addition, Advance, Parcel, PartitionKey, Read, Recording, StoredRow
from domain.tree.checkpoint import Checkpoint
from domain.tree.proof import Inclusion
from domain.tree.walk import Walked


class FeedRecorder(Protocol):
    """Records what the feed delivers."""

    def record(
        self,
        deliveries: Sequence[Delivery | Unreadable],
        *,
        places: Sequence[str],
        recorded_at: datetime | None = None,
        offsets: Sequence[Advance] = (),
    ) -> Recording:
        """Record `deliveries`, all or nothing; each has its place in `places`, such as a file and line.

        Repeats change nothing; unreadable ones and conflicting resends are parked. Everything recorded together has
        one `recorded_at`: the given one (RecordedAtRefused if before the last recorded), else now. Recording the same
        again is harmless. `offsets` say how far the partitions that it came from have been read: kept in the same
        transaction. Raises StaleOffsets, and writes nothing, if a partition is not at its expected offset.
        """
        ...

    def record_together(self, parcels: Sequence[Parcel]) -> list[Recording]:
        """Record what several callers have delivered in one transaction, as `record` does. Returns one for each."""
        ...


class EventAppender(Protocol):
    """Appends events of Vouch's own."""

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
        """Append events to one stream, as `append_many` does."""
        ...

    def append_many(
        self,
        additions: Sequence[Addition],
        *,
        source: str,
        time: datetime | None = None,
        recorded_at: datetime | None = None,
    ) -> int:
        """Append events, all or nothing, and return the last position. VersionConflict if a stream has moved on.

        `time` says when it happened, by default when it is recorded. The ids are `stream/version`.
        """
        ...


class Actable(Protocol):
    """Lets people act: what they ask for is decided and recorded once for a key."""

    def act(self, acts: Sequence[Act], *, at: datetime | None = None) -> list[Outcome]:
        """Decide these acts on all that is recorded, and record what they do, in one transaction; an outcome for each.

        Each is decided on the state with those before it; one refused takes nothing from the rest. An act whose key
        is kept for its principal has the answer of the first time; only an effect is kept. `at` is the instant, else
        now; it never falls back behind that of the last act.
        """
        ...


class Turns(Protocol):
    """Lets somebody record who must know everything that was recorded before."""

    def choose_instant(self, wanted: datetime | None) -> datetime:
        """Choose the instant of the next recording: the wanted one (RecordedAtRefused before the last), else now."""
        ...

    def turn(self) -> AbstractContextManager[None]:
        """Keep everybody else from recording, until the end; this thread may record.

        For whoever would never come to an end otherwise, since facts stream in. Everything can be read meanwhile.
        """
        ...


class EventReader(Protocol):
    """Reads events, positions and instants."""

    def read_after(self, position: int, limit: int, max_bytes: int | None = None) -> list[StoredRow]:
        """Read up to `limit` events after `position`, in their order.

        `max_bytes`: none is read after those whose states come to so many bytes, so that memory stays bounded.
        """
        ...

    def read_streams(self, streams: Collection[str], up_to: int | None = None) -> list[StoredRow]:
        """Read all events of these streams (thousands at once), up to the position `up_to`; in no promised order."""
        ...

    def decode(self, row: StoredRow) -> Recorded[Any]:
        """Decode the fact in a row, personal data opened."""
        ...

    def decode_rows(self, rows: Sequence[StoredRow]) -> list[Recorded[Any]]:
        """Decode the facts in the rows, in the same order."""
        ...

    def digest(self, address: str) -> str:
        """Make the keyed digest under which an address may stand in an index; never the address itself."""
        ...

    def head(self) -> int:
        """Find the last position; 0 in an empty store."""
        ...

    def position_at(self, instant: datetime) -> int:
        """Find the last position recorded at or before `instant`; 0 if there is none."""
        ...

    def recorded_at_of(self, position: int) -> datetime | None:
        """Find when the event at `position` was recorded; None after the last."""
        ...

    def oldest_waiting(self, position: int) -> datetime | None:
        """Find when the first event after `position` was recorded (the lag in time); None if there is none."""
        ...

    def count_after(self, position: int) -> int:
        """Count the events after `position` (the lag in events): positions have gaps."""
        ...


class Erasable(Protocol):
    """Finds what belongs together, and forgets what was delivered."""

    def find_linked(self, things: Collection[str]) -> dict[str, list[str]]:
        """Find the streams that speak of each of the things (`kind/id`), by name."""
        ...

    def find_beginning(self, prefix: str) -> list[str]:
        """Find the streams whose names begin with a prefix that ends in a slash."""
        ...

    def take_anything(self, streams: Collection[str]) -> None:
        """Take whatever comes again of the deliveries in these streams for a repeat: their contents are forgotten."""
        ...


class DeadLetters(Protocol):
    """Keeps what could not be recorded."""

    def list_dead_letters(
        self, status: Status | None = "open", *, only: LetterFilter = EVERY_LETTER, after: int = 0, limit: int = 100
    ) -> list[DeadLetter]:
        """List up to `limit` dead letters of `status` (None: all) with numbers after `after`, without their bytes."""
        ...

    def count_letters_by_reason(
        self, status: Status | None = "open", *, only: LetterFilter = EVERY_LETTER
    ) -> dict[str, int]:
        """Count the dead letters of `status` (None: all) for each reason, the most frequent one first."""
        ...

    def count_dead_letters(self) -> int:
        """Count the open dead letters."""
        ...

    def find_dead_letter(self, number: int) -> DeadLetter | None:
        """Find one dead letter, with its bytes; None if there is none of this number."""
        ...

    def replay(self, letters: Sequence[int], *, read: Read = read_event, recorded_at: datetime | None = None) -> Replay:
        """Read the dead letters of these numbers again and record what can be read by now. Again is harmless."""
        ...

    def drop(self, letters: Sequence[int]) -> list[Fate]:
        """Settle the dead letters of these numbers without recording them; their bytes stay. Again is harmless."""
        ...


class Progress(Protocol):
    """Remembers how far the feed's topics were read, and how far the relay has published."""

    def feed_offsets(self) -> dict[PartitionKey, int]:
        """Read the next offset of every partition that was ever read."""
        ...

    def rewind_offsets(self, topics: Sequence[str]) -> None:
        """Forget how far these topics were read: they are read again from the beginning; repeats change nothing."""
        ...

    def acquire_relay_lease(self, topic: str, holder: str, seconds: float) -> int | None:
        """Take or renew the lease on publishing to `topic`, for `seconds`; None if another holder has it.

        Returns the position up to which everything is published. A lease that is not renewed runs out, so that a relay
        that died blocks nobody.
        """
        ...

    def record_published(self, topic: str, holder: str, position: int, seconds: float) -> bool:
        """Record that everything up to `position` is published, and renew the lease for `seconds`.

        Returns False, and records nothing, if another holder has the lease by now.
        """
        ...

    def release_relay_lease(self, topic: str, holder: str) -> None:
        """Give the lease back, if `holder` has it."""
        ...

    def published_up_to(self, topic: str) -> int:
        """Find the position up to which everything is published to `topic`; 0 if nothing ever was."""
        ...


class RawDeliveries(Protocol):
    """Keeps what vendors delivered, until it is translated and after."""

    def keep_deliveries(self, arrivals: Sequence[Arrival]) -> list[bool]:
        """Keep deliveries durably, sealed; True for each whose key was not known yet. KeysAway without a key store."""
        ...

    def keep_rejected(self, arrival: Arrival, reason: str) -> None:
        """Keep a refused delivery apart: the last 1,000 of 7 days."""
        ...

    def list_rejected(self, connection: str) -> list[Rejected]:
        """List the refused deliveries of a connection, in the order in which they came."""
        ...

    def forget_rejected(self, number: int) -> None:
        """Drop a refused delivery: it is taken in by now."""
        ...

    def list_waiting_connections(self) -> list[str]:
        """List the connections of which something waits to be translated."""
        ...

    def read_waiting(self, connection: str, limit: int) -> Waiting:
        """Read up to `limit` deliveries that wait, the oldest first, and the number of the connection's next round."""
        ...

    def read_seen(self, things: Collection[str]) -> list[Kept]:
        """Read all deliveries that speak of one of these things, in the order in which they came."""
        ...

    def read_deliveries(self, connection: str) -> list[Kept]:
        """Read all deliveries of a connection, in the order in which they came."""
        ...

    def keep_answers(self, number: int, answers: bytes) -> None:
        """Keep what was fetched for a delivery, sealed as it is."""
        ...

    def postpone(self, numbers: Sequence[int], not_before: datetime) -> None:
        """Have deliveries wait until an instant."""
        ...

    def find_told(self, origins: Collection[str]) -> set[Teller]:
        """Find the events that came of these origins."""
        ...

    def find_tellers(self, source: str, events: Collection[str]) -> set[Teller]:
        """Find all that tells one of these events of a source."""
        ...

    def find_retractions(self, source: str, events: Collection[str]) -> dict[str, Retraction]:
        """Find what was said last of those of the events that were ever retracted."""
        ...

    def settle_round(self, done: Round) -> Recording:
        """Record a round of translation, and all that it brought about, in one transaction.

        Raises StaleRound, and writes nothing, if another process has settled one of this connection meanwhile.
        """
        ...

    def count_deliveries(self) -> list[tuple[str, str, str, int]]:
        """Count deliveries by connection, outcome (`waiting` if there is none yet) and reason."""
        ...


class Examinable(Protocol):
    """Can be examined."""

    def examine(self, *, full: bool = False) -> Examination:
        """Examine the store: a quick check and a sample of the events, or with `full` all of it."""
        ...


class History(Protocol):
    """Shows that nothing of what was recorded has been altered (spec/privacy.md §4)."""

    def walk_history(self, sizes: Collection[int] = (), on_step: OnStep = ignore_step) -> Walked:
        """Read all events, and compare each recording with its leaf. Returns also the roots at these `sizes`.

        `on_step` is told how far it has come.
        """
        ...

    def count_recordings(self) -> int:
        """Count the recordings: the size of the tree."""
        ...

    def root_at(self, size: int) -> bytes:
        """Find the root over the first `size` recordings from the hashes that are kept: nothing is read again.

        LookupError if a hash is lacking.
        """
        ...

    def read_ends(self) -> tuple[int, int]:
        """Read the last position of an event, and that of a recording; 0 if there is none. They must be the same."""
        ...

    def checkpoint(self) -> str:
        """Sign a checkpoint of all that is recorded by now: a note of the number of recordings and the root."""
        ...

    def read_checkpoint(self, note: str) -> Checkpoint:
        """Read a checkpoint. CheckpointUnreadable unless it is this store's, signed by one of its keys."""
        ...

    def public_key(self) -> str:
        """Write the public half of the key that signs, on one line."""
        ...

    def anchor(self) -> str | None:
        """Read the checkpoint that the key store keeps; None where it keeps none yet."""
        ...

    def keep_anchor(self, note: str, *, replace: bool = False) -> None:
        """Keep a checkpoint in the key store, in place of a smaller one before; with `replace`, of any."""
        ...

    def prove_recording(self, position: int, size: int) -> Inclusion:
        """Prove the recording that `position` belongs to, in the tree of the first `size` recordings.

        LookupError if it is not among them, or a hash is lacking.
        """
        ...


class AccountKeeper(Protocol):
    """Keeps API keys, sessions of browsers, and whose access is revoked."""

    def add_key(self, key: Key) -> None:
        """Keep a new key. Raises TooManyKeysError where two of its name work already."""
        ...

    def revoke_key(self, id_: str, at: datetime) -> bool:
        """Revoke a key; False where there is none of the id, or it is revoked already."""
        ...

    def list_keys(self) -> list[Key]:
        """List all keys, by name."""
        ...

    def find_keys(self, ids: Collection[str]) -> dict[str, Key]:
        """Find keys by their ids."""
        ...

    def has_keys(self) -> bool:
        """Tell whether a key was ever made."""
        ...

    def revoke_subject(self, subject: str, at: datetime) -> bool:
        """Revoke the access of a subject, and end its sessions; False where it was revoked already."""
        ...

    def restore_subject(self, subject: str) -> bool:
        """Let a subject in again; False where it was not revoked."""
        ...

    def find_revoked(self, names: Collection[str]) -> set[str]:
        """Find those of the subjects whose access is revoked."""
        ...

    def open_session(self, opened: BrowserSession, at: datetime) -> None:
        """Keep a new session of a browser."""
        ...

    def find_sessions(self, digests: Collection[str]) -> dict[str, BrowserSession]:
        """Find sessions by the hashes of their cookies."""
        ...

    def close_session(self, digest: str) -> None:
        """Forget a session."""
        ...


class EventStore(
    FeedRecorder,
    EventAppender,
    Actable,
    Turns,
    EventReader,
    Erasable,
    DeadLetters,
    RawDeliveries,
    Progress,
    Examinable,
    History,
    AccountKeeper,
    Protocol,
):
    """All facts, in the order in which they were recorded. Safe to share between threads, not across a fork."""

    timezone: str
    """The organisation's time zone (IANA), fixed when the store was created."""
    seam: Seam
    """What seals and opens personal data: read models keep names with it."""

    @property
    def store_id(self) -> str:
        """What tells this store from every other: 32 hexadecimal digits, made with it and kept for ever."""
        ...

    def close(self) -> None:
        """Close every connection."""
        ...
