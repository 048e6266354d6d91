"""Growth: how the tenth 100,000 events fare beside the second, for Vouch and for the bare insert of the same rows.

Both take each batch in turn, on two stores of the same kind, so that whatever else happens happens to both.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from consumers.feed.line import Line
from consumers.feed.push import BATCH_EVENTS, push
from domain.store.opening import open_store
from domain.store.port import EventStore
from tests.bench.feeds import generated, in_batches
from tests.bench.outcome import Outcome, Target
from tests.bench.raw import Raw, raw
from tests.bench.ready import Maker
from tests.bench.stores import Kind
from tests.bench.timing import Stopwatch

EVENTS = 1_000_000
STRETCH = 100_000
SECOND, TENTH = 1, 9
TARGET = Target(0.8)


class Stretch(NamedTuple):
    """The time that each of the two took over one stretch of events."""

    limit: Stopwatch
    ours: Stopwatch


def measure_growth(kind: Kind) -> Iterator[Outcome]:
    """A million events, their subjects in order, then shuffled. What is compared is tenth to second, not rates."""
    for name, shuffled in (("ordered", False), ("shuffled", True)):
        with kind.fresh() as url, kind.fresh() as bare, raw(bare) as connection:
            store = open_store(url)
            stretches = _grow(store, connection, generated(EVENTS, shuffled=shuffled))
            store.close()
        second, tenth = stretches[SECOND], stretches[TENTH]
        kept = (second.limit.seconds / tenth.limit.seconds, second.ours.seconds / tenth.ours.seconds)
        yield Outcome(f"growth, {name} subjects", kind.name, "kept", [kept], TARGET)


def _grow(store: EventStore, connection: Raw, feed: Iterator[Line]) -> list[Stretch]:
    maker = Maker()
    stretches = [Stretch(Stopwatch(), Stopwatch()) for _ in range(EVENTS // STRETCH)]
    for number, batch in enumerate(in_batches(feed, BATCH_EVENTS)):
        _take(store, connection, batch, maker, stretches[number * BATCH_EVENTS // STRETCH])
    return stretches


def _take(store: EventStore, connection: Raw, batch: Sequence[Line], maker: Maker, stretch: Stretch) -> None:
    ready = maker.rows(batch)
    with stretch.limit.counting():
        connection.insert_all(ready)
    with stretch.ours.counting():
        push(store, batch)
