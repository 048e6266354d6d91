"""Recording deliveries in one transaction: the inbox first, then their events, the dead letters and the instant.

Most batches are all new, so this is tried first: if the inbox takes them all, none has been here before. If not, the
transaction is begun again and each is looked up (the careful way). Writers take turns, so what was looked up holds.
"""

from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple

from domain.feed.delivery import Delivery
from domain.store import positions
from domain.store.codec import Codec
from domain.store.errors import RecordedAtRefused
from domain.store.inbox.repeats import Novelty, sift
from domain.store.inbox.sources import Sources
from domain.store.instants import from_micros, now_micros
from domain.store.session import EventRow, InboxRow, Session


class Taken(NamedTuple):
    """What became of deliveries: a novelty for each (None: all were new), the instant, and the sources' numbers."""

    novelties: Sequence[Novelty] | None
    instant: int
    numbers: dict[str, int]


def record(
    session: Session,
    deliveries: Sequence[Delivery],
    *,
    codec: Codec,
    sources: Sources,
    recorded_at: int | None,
    carefully: bool,
) -> Taken:
    """Record what is new of the deliveries. Collision if it was not done carefully and not all are new."""
    last = positions.last_instant(session)
    numbers = sources.numbers(session, {delivery.source for delivery in deliveries})
    inbox = [(numbers[delivery.source], delivery.id, delivery.content) for delivery in deliveries]
    novelties = None
    if carefully or _falls(last, recorded_at):  # repeats may come with an instant that has passed
        novelties = _novelties(session, inbox)
        new = [novelty is Novelty.NEW for novelty in novelties]
        inbox, deliveries = list(compress(inbox, new)), list(compress(deliveries, new))
    instant = next_instant(last, recorded_at if inbox else None)
    if inbox:
        _insert(session, deliveries, inbox, codec, instant)
    return Taken(novelties, instant, numbers)


def next_instant(last: int | None, wanted: int | None) -> int:
    """The instant of a recording: the one that is wanted, else now; never before the last one."""
    if wanted is None:
        return max(now_micros(), last or 0)
    if last is not None and _falls(last, wanted):
        raise RecordedAtRefused(
            f"Nothing can be recorded as of {from_micros(wanted).isoformat()}: something is recorded as of"
            f" {from_micros(last).isoformat()} already, and instants of recording never fall."
        )
    return wanted


def _falls(last: int | None, wanted: int | None) -> bool:
    return last is not None and wanted is not None and wanted < last


def _novelties(session: Session, inbox: Sequence[InboxRow]) -> list[Novelty]:
    by_source: dict[int, set[str]] = {}
    for source, delivery, _ in inbox:
        by_source.setdefault(source, set()).add(delivery)
    known = {
        (source, delivery): content
        for source, ids in by_source.items()
        for delivery, content in session.known(source, sorted(ids))
        if content is not None
    }
    return sift((((source, delivery), content) for source, delivery, content in inbox), known)


def _insert(
    session: Session, deliveries: Sequence[Delivery], inbox: list[InboxRow], codec: Codec, instant: int
) -> None:
    streams = [delivery.fact.stream for delivery in deliveries]
    with session.asking_versions(sorted(set(streams))) as ask:  # sorted: neighbours share a page
        inbox.sort()  # this and the states while the database is at work
        states = codec.states(deliveries, from_micros(instant))
        versions: dict[str, int | None] = dict(ask())
    session.claim(inbox)
    session.insert(_numbered(streams, deliveries, states, versions))
    positions.note(session, positions.head(session), instant)


def _numbered(
    streams: Sequence[str], deliveries: Sequence[Delivery], states: Sequence[bytes], versions: dict[str, int | None]
) -> list[EventRow]:
    """The events as rows, each with the next version of its stream."""
    events = []
    for stream, delivery, state in zip(streams, deliveries, states, strict=True):
        version = versions[stream] = (versions[stream] or 0) + 1
        events.append((stream, version, delivery.fact.TOPIC, state))
    return events
