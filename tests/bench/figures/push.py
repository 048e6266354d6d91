"""Pushing: a feed recorded, beside the bare insert of its rows, and beside the library as documented."""

from collections.abc import Callable, Iterator

from consumers.feed.push import BATCH_EVENTS, push
from domain.store.opening import open_store
from tests.bench.documented import application, commands, give
from tests.bench.feeds import hiring_log, in_batches
from tests.bench.outcome import Outcome, Target, interleaved
from tests.bench.raw import raw
from tests.bench.ready import Maker, Ready
from tests.bench.stores import Kind
from tests.bench.timing import timed

BESIDE_RAW = Target(0.20)
BESIDE_DOCUMENTED = Target(20)
COMMANDS = 300


def measure_push(kind: Kind, rounds: int) -> Iterator[Outcome]:
    """The hiring log recorded and durable: read_event and record, in batches of the usual size."""
    pairs = interleaved(rounds, raw_limit(kind), lambda: recorded(kind))
    yield Outcome("push", kind.name, "events/s", pairs, BESIDE_RAW)


def measure_documented(kind: Kind, rounds: int) -> Iterator[Outcome]:
    """The same, beside a few hundred commands to aggregates of the library."""
    pairs = interleaved(rounds, lambda: _documented(kind), lambda: recorded(kind))
    yield Outcome("push beside the library", kind.name, "events/s", pairs, BESIDE_DOCUMENTED)


def ready_log() -> list[Ready]:
    """The rows of the hiring log, batch by batch."""
    maker = Maker()
    return [maker.rows(batch) for batch in in_batches(hiring_log(), BATCH_EVENTS)]


def raw_limit(kind: Kind) -> Callable[[], float]:
    """Measures the rate at which the hiring log's event rows go in when they are ready."""
    batches = ready_log()

    def measure() -> float:
        with kind.fresh() as url, raw(url) as connection:
            with timed() as watch:
                for ready in batches:
                    connection.insert_events(ready)
            return watch.rate(len(hiring_log()))

    return measure


def recorded(kind: Kind) -> float:
    """The rate at which the hiring log is recorded."""
    feed = hiring_log()
    with kind.fresh() as url:
        store = open_store(url)
        with timed() as watch:
            totals = push(store, feed)
        store.close()
    assert totals.recorded == len(feed)
    return watch.rate(len(feed))


def _documented(kind: Kind) -> float:
    wanted = commands(hiring_log(), COMMANDS)
    with kind.fresh() as url:
        app = application(url)
        with timed() as watch:
            give(app, wanted)
        app.close()
    return watch.rate(len(wanted))
