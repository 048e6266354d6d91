"""Inserting new deliveries: into the inbox, and as events at the ends of their streams."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.feed.delivery import Delivery
from domain.store.codec import Codec
from domain.store.history.extending import note
from domain.store.instants import from_micros
from domain.store.session import EventRow, InboxRow, Session


class Inserted(NamedTuple):
    """The last event that was inserted; how many personal values were left out since their streams are erased."""

    last: EventRow | None = None
    erased: int = 0


def insert_new(
    session: Session, deliveries: Sequence[Delivery], inbox: list[InboxRow], codec: Codec, instant: int
) -> Inserted:
    """Insert new deliveries and their inbox rows, recorded at `instant` (microseconds). Collision if one is not new."""
    if not inbox:
        return Inserted()
    streams = [delivery.stream for delivery in deliveries]
    with session.asking_versions(sorted(set(streams))) as ask:  # sorted: neighbours share a page
        inbox.sort()  # this and the encoding happen while the database is at work
        states, erased = codec.states(streams, deliveries, from_micros(instant))
        versions: dict[str, int | None] = dict(ask())
    session.claim(inbox)
    events = _event_rows(streams, deliveries, states, versions)
    session.insert(events)
    note(session, events, instant)
    return Inserted(events[-1], erased)


def _event_rows(
    streams: Sequence[str], deliveries: Sequence[Delivery], states: Sequence[bytes], versions: dict[str, int | None]
) -> list[EventRow]:
    """Make the rows of the events, each with the next version of its stream."""
    events = []
    for stream, delivery, state in zip(streams, deliveries, states, strict=True):
        version = versions[stream] = (versions[stream] or 0) + 1
        events.append((stream, version, delivery.fact.TOPIC, state))
    return events
