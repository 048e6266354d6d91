"""Pushing a feed: lines become deliveries, deliveries are recorded batch by batch, each batch whole or not at all."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from msgspec import Struct

from consumers.feed.line import Line
from domain.feed.reading import MAX_BYTES, read_beginning, read_event
from domain.store.port import FeedRecorder
from domain.store.values import DeadLetterNotice, Recording

BATCH_EVENTS = 5_000
BATCH_BYTES = 16 << 20
SHOWN = 50
"""The most dead letters that are shown after a push; all of them can be listed."""


class Totals(Struct):
    """What became of a feed: `read` is the sum of the other three."""

    read: int = 0
    recorded: int = 0
    repeated: int = 0
    parked: int = 0
    position: int = 0
    parked_letters: list[DeadLetterNotice] = []

    def add(self, recording: Recording) -> None:
        """Count a batch."""
        self.read += recording.read
        self.recorded += recording.recorded
        self.repeated += recording.repeated
        self.parked += recording.parked
        self.position = max(self.position, recording.position)
        room = SHOWN - len(self.parked_letters)
        self.parked_letters = [*self.parked_letters, *recording.parked_letters[:room]]


def push(
    store: FeedRecorder,
    feed: Iterable[Line],
    *,
    recorded_at: datetime | None = None,
    max_bytes: int = MAX_BYTES,
    on_progress: Callable[[Totals], None] | None = None,
    totals: Totals | None = None,
) -> Totals:
    """Record a feed, batch by batch. `recorded_at` is when it counts as recorded (default: now, for each batch).

    An event of more than `max_bytes` bytes is parked. `on_progress` is called after each batch, once it has committed.
    The batches are counted in `totals`, which says what was
    recorded also where an error ends the push.
    """
    totals = totals or Totals()
    for batch in split_batches(feed):
        deliveries = [
            read_event(line.raw, max_bytes=max_bytes) if line.whole is None else read_beginning(line.raw, *line.whole)
            for line in batch
        ]
        totals.add(store.record(deliveries, places=[line.place for line in batch], recorded_at=recorded_at))
        if on_progress is not None:
            on_progress(totals)
    return totals


def split_batches(feed: Iterable[Line]) -> Iterator[list[Line]]:
    """Split lines into batches of at most BATCH_EVENTS lines and about BATCH_BYTES bytes."""
    batch: list[Line] = []
    size = 0
    for line in feed:
        batch.append(line)
        size += len(line.raw)
        if len(batch) >= BATCH_EVENTS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
