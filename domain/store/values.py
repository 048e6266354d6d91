"""What goes in and out through the store's door (`port`)."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from msgspec import Struct

from domain.facts.base import Fact
from domain.feed.delivery import Delivery, Unreadable

Read = Callable[[bytes], Delivery | Unreadable]
"""Reads the bytes of one event of the feed."""
PartitionKey = tuple[str, str, int]
"""Topic, identity of the topic (a topic that was created again has another one), partition."""


class StoredRow(NamedTuple):
    """One event as it is stored. `position` orders all events; `version` counts those of its stream from 1."""

    position: int
    stream: str
    version: int
    topic: str
    state: bytes


class DeadLetterNotice(Struct, frozen=True):
    """What the sender is told about a dead letter: its number, its place, and why it was parked."""

    letter: int
    place: str
    reason: str
    field: str | None
    detail: str


class Recording(Struct, frozen=True):
    """What became of deliveries: `read` is the sum of the three counts behind it.

    `position` is that of the last event recorded by then: whoever has read up to it has seen all that was delivered.
    `parked_letters` lists the first fifty dead letters at most.
    """

    read: int
    recorded: int
    repeated: int
    parked: int
    position: int
    parked_letters: list[DeadLetterNotice]


class Parcel(NamedTuple):
    """What one caller has delivered, and the place of each delivery."""

    deliveries: Sequence[Delivery | Unreadable]
    places: Sequence[str]


class Addition(NamedTuple):
    """Events of Vouch's own to add to a stream that is at this version (0: the stream does not exist yet)."""

    stream: str
    events: Sequence[Fact]
    expected_version: int


class Advance(NamedTuple):
    """A partition that was read from `expected_offset` (0: never read before) up to, and without, `next_offset`."""

    topic: str
    topic_id: str
    partition: int
    expected_offset: int
    next_offset: int

    @property
    def key(self) -> PartitionKey:
        """The partition."""
        return (self.topic, self.topic_id, self.partition)
