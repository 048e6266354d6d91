"""Recording what was delivered, in one transaction: the inbox, the events, the dead letters, the offsets.

Most batches are all new, so the optimistic way comes first: it inserts everything, and the inbox refuses repeats. If it
does, the transaction is rolled back, and the careful way looks up each delivery. Writers take turns, so what was looked
up stays true until the commit.
"""

from collections.abc import Callable, Sequence
from itertools import compress
from typing import NamedTuple

from msgspec import Struct

from domain.feed.delivery import Delivery
from domain.store import positions
from domain.store.codec import Codec
from domain.store.dead_letters.table import park
from domain.store.feed_offsets import advance
from domain.store.inbox.batch import DeliveredBatch, split_novelties
from domain.store.inbox.inserting import Inserted, insert_new
from domain.store.inbox.repeats import Novelty, find_novelties
from domain.store.inbox.sources import Sources
from domain.store.session import Backend, Collision, EventRow, InboxRow, Session
from domain.store.values import Advance, Recording


class Taken(NamedTuple):
    """What became of deliveries: the novelty of each (None: all are new), and the numbers of their sources.

    `instant` is when they count as recorded, in microseconds; `inserted` what was inserted.
    """

    novelties: Sequence[Novelty] | None
    instant: int
    source_numbers: dict[str, int]
    inserted: Inserted


class Tried(Struct):
    """What the last attempt would have answered: it may have committed although its answer was lost."""

    last: EventRow | None = None
    recordings: list[Recording] = []

    def has_committed(self, session: Session) -> bool:
        """Tell whether it did: its last event holds its own instant of recording, so that it is no other's."""
        return self.last is not None and session.is_stored(self.last)


class Request(NamedTuple):
    """What is to be recorded together; `recorded_at` in microseconds, None: now. `tried` is kept between attempts.

    `also` is written in the same transaction.
    """

    batches: Sequence[DeliveredBatch]
    tried: Tried
    recorded_at: int | None = None
    offsets: Sequence[Advance] = ()
    also: Callable[[Session], None] | None = None


class Inbox:
    """What one recording leaves for the next: the numbers of sources, and whether repeats are to be expected."""

    def __init__(self, backend: Backend, codec: Codec) -> None:
        self.backend = backend
        self.codec = codec
        self.sources = Sources()
        self.expects_repeats = False

    def learn(self, taken: Taken, deliveries: int) -> None:
        """Learn from a recording, once it has committed. `deliveries`: how many it was given."""
        self.sources.remember(taken.source_numbers)
        self.codec.seam.erased += taken.inserted.erased
        self.expects_repeats = taken.novelties is not None and taken.novelties.count(Novelty.NEW) < deliveries


Way = Callable[[Inbox, Session, Sequence[Delivery], int | None], Taken]
"""How deliveries are taken into the inbox: `optimistic` or `careful`."""


def attempt(inbox: Inbox, request: Request) -> list[Recording]:
    """Record the batches once: the optimistic way, else the careful way. Returns what became of each batch."""
    if not inbox.expects_repeats:
        try:
            return _transact(inbox, request, optimistic)
        except Collision:
            pass  # the transaction was rolled back
    return _transact(inbox, request, careful)


def optimistic(inbox: Inbox, session: Session, deliveries: Sequence[Delivery], recorded_at: int | None) -> Taken:
    """Insert all deliveries as new. Raises Collision if one is a repeat: the transaction must then be given up."""
    last = positions.last_instant(session)
    if positions.is_before(recorded_at, last):  # allowed for repeats alone: so look which they are
        return careful(inbox, session, deliveries, recorded_at)
    numbers, rows = _inbox_rows(inbox, session, deliveries)
    instant = positions.next_instant(last, recorded_at if rows else None)
    inserted = insert_new(session, deliveries, rows, inbox.codec, instant)
    return Taken(None, instant, numbers, inserted)


def careful(inbox: Inbox, session: Session, deliveries: Sequence[Delivery], recorded_at: int | None) -> Taken:
    """Look up which deliveries are new, and insert only those."""
    last = positions.last_instant(session)
    numbers, rows = _inbox_rows(inbox, session, deliveries)
    formers = [inbox.codec.seam.former_digests(delivery.content) for delivery in deliveries]
    novelties = find_novelties(session, rows, formers)
    is_new = [novelty is Novelty.NEW for novelty in novelties]
    rows, new = list(compress(rows, is_new)), list(compress(deliveries, is_new))
    instant = positions.next_instant(last, recorded_at if rows else None)
    inserted = insert_new(session, new, rows, inbox.codec, instant)
    return Taken(novelties, instant, numbers, inserted)


def _inbox_rows(
    inbox: Inbox, session: Session, deliveries: Sequence[Delivery]
) -> tuple[dict[str, int], list[InboxRow]]:
    numbers = inbox.sources.numbers(session, {delivery.source for delivery in deliveries})
    digest = inbox.codec.seam.digest_content
    return numbers, [(numbers[delivery.source], delivery.id, digest(delivery.content)) for delivery in deliveries]


def _transact(inbox: Inbox, request: Request, way: Way) -> list[Recording]:
    """Record everything in one transaction."""
    deliveries = [delivery for batch in request.batches for delivery in batch.deliveries]
    tried = request.tried
    with inbox.backend.writing() as session:
        if tried.has_committed(session):
            return tried.recordings
        advance(session, request.offsets)
        if request.also is not None:
            request.also(session)
        taken = way(inbox, session, deliveries, request.recorded_at)
        shares = list(zip(request.batches, split_novelties(taken.novelties, request.batches), strict=True))
        notices = [park(session, batch.to_park(own), inbox.codec.seam, taken.instant) for batch, own in shares]
        position = positions.head(session)
        tried.last = taken.inserted.last
        tried.recordings = [
            batch.summarise(own, position, told) for (batch, own), told in zip(shares, notices, strict=True)
        ]
    inbox.learn(taken, len(deliveries))
    return tried.recordings
