"""The door of the store: what the rest of Vouch may ask of it, whichever database is behind."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from msgspec import Struct

from domain.facts.base import Fact, Recorded
from domain.feed.delivery import Delivery, Unreadable
from domain.feed.reading import read_event
from domain.store.dead_letters.letters import DeadLetter, DeadLetterNotice, Fate, Replay, Status

Read = Callable[[bytes], Delivery | Unreadable]
"""How one event of the feed is read."""
PartitionKey = tuple[str, str, int]
"""Topic, identity of the topic (one that was made anew has another), partition."""


class StoredRow(NamedTuple):
    """One event as it is stored. `position` orders all events; `version` counts those of its stream from 1."""

    position: int
    stream: str
    version: int
    topic: str
    state: bytes


class Recording(Struct, frozen=True):
    """What became of deliveries: `read` is the sum of the three counts behind it.

    `position` is that of the last event recorded by then: who has read up to it has seen all that was delivered.
    `parked_letters` lists the first fifty at most.
    """

    read: int
    recorded: int
    repeated: int
    parked: int
    position: int
    parked_letters: list[DeadLetterNotice]


class Parcel(NamedTuple):
    """What one caller has delivered, and where each of it stood."""

    deliveries: Sequence[Delivery | Unreadable]
    places: Sequence[str]


class Addition(NamedTuple):
    """Events of Vouch's own to add to a stream that is at this version (0: not there yet)."""

    stream: str
    events: Sequence[Fact]
    expected_version: int


class Advance(NamedTuple):
    """A partition that stood at the offset `stood` (0: never read) has been read up to, and not with, `following`."""

    topic: str
    topic_id: str
    partition: int
    stood: int
    following: int

    @property
    def key(self) -> PartitionKey:
        """The partition."""
        return (self.topic, self.topic_id, self.partition)


class EventStore(Protocol):
    """All facts, in the order in which they were recorded. Safe to share between threads, not across a fork."""

    @property
    def timezone(self) -> str:
        """The organisation's time zone (IANA), fixed when the store was made."""
        ...

    def record(
        self,
        deliveries: Sequence[Delivery | Unreadable],
        *,
        places: Sequence[str],
        recorded_at: datetime | None = None,
        offsets: Sequence[Advance] = (),
    ) -> Recording:
        """Record what the feed brought, all or nothing; each has a place, such as a file and line.

        Repeats change nothing; unreadable ones and conflicting resends are parked. Everything recorded together has
        one `recorded_at`: the given one (RecordedAtRefused if before the last recorded), else now. Doing it again is
        harmless. `offsets` say how far the partitions that it came from have been read by then: kept in the same
        transaction; StaleOffsets, and nothing is written, if one does not stand where it began.
        """
        ...

    def record_together(self, parcels: Sequence[Parcel]) -> list[Recording]:
        """Record what several callers have delivered in one transaction, as `record` does; what became of each."""
        ...

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
        """Add events of Vouch's own to one stream; as `append_many`."""
        ...

    def append_many(
        self,
        additions: Sequence[Addition],
        *,
        source: str,
        time: datetime | None = None,
        recorded_at: datetime | None = None,
    ) -> int:
        """Add events of Vouch's own, all or nothing; returns the last position. VersionConflict if a stream has moved.

        `time` says when it happened, by default when it is recorded. The ids are `stream/version`.
        """
        ...

    def read_after(self, position: int, limit: int) -> list[StoredRow]:
        """Up to `limit` events after a position, in their order."""
        ...

    def read_streams(self, streams: Collection[str], up_to: int | None = None) -> list[StoredRow]:
        """All events of these streams (thousands at once), or those up to a position; in no promised order."""
        ...

    def decode(self, row: StoredRow) -> Recorded[Any]:
        """The fact in a row, personal data opened."""
        ...

    def decode_rows(self, rows: Sequence[StoredRow]) -> list[Recorded[Any]]:
        """The facts in the rows, in the same order."""
        ...

    def head(self) -> int:
        """The last position; 0 in an empty store."""
        ...

    def position_at(self, instant: datetime) -> int:
        """The last position recorded at or before an instant; 0 if there is none."""
        ...

    def recorded_at_of(self, position: int) -> datetime | None:
        """When the event at a position was recorded; None after the last."""
        ...

    def oldest_waiting(self, position: int) -> datetime | None:
        """When the first event after a position was recorded; None if there is none: the lag in seconds."""
        ...

    def count_after(self, position: int) -> int:
        """How many events there are after a position: the lag in events (positions have gaps)."""
        ...

    def list_dead_letters(
        self, status: Status | None = "open", *, after: int = 0, limit: int = 100
    ) -> list[DeadLetter]:
        """Dead letters of a status (None: all) with numbers after `after`, without their bytes."""
        ...

    def count_dead_letters(self) -> int:
        """How many dead letters are open."""
        ...

    def find_dead_letter(self, number: int) -> DeadLetter | None:
        """One dead letter with its bytes."""
        ...

    def replay(self, letters: Sequence[int], *, read: Read = read_event, recorded_at: datetime | None = None) -> Replay:
        """Read dead letters again and record what can be read by now; again is harmless."""
        ...

    def drop(self, letters: Sequence[int]) -> list[Fate]:
        """Settle dead letters without recording them; their bytes stay. Again is harmless."""
        ...

    def feed_offsets(self) -> dict[PartitionKey, int]:
        """The next offset of every partition that was ever read."""
        ...

    def rewind_offsets(self, topics: Sequence[str]) -> None:
        """Forget how far these topics were read: they are read again from the beginning; repeats change nothing."""
        ...

    def acquire_relay_lease(self, topic: str, holder: str, seconds: float) -> int | None:
        """Take or keep the lease on publishing to a topic; up to which position all is published. None: another has it.

        A lease runs out after so many seconds, so that a relay that is dead holds up nobody.
        """
        ...

    def record_published(self, topic: str, holder: str, position: int, seconds: float) -> bool:
        """Everything up to the position is published, and the lease is kept; False if another has it by now."""
        ...

    def release_relay_lease(self, topic: str, holder: str) -> None:
        """Give the lease back, if one has it."""
        ...

    def published_up_to(self, topic: str) -> int:
        """The position up to which all is published to a topic; 0 if nothing ever was."""
        ...

    def close(self) -> None:
        """Give back every connection."""
        ...
