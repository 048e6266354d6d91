"""Verifying a history: every event read and hashed, beside selecting the same rows."""

from collections.abc import Iterator

from consumers.feed.push import push
from domain.store.opening import open_store
from domain.store.store import Store
from tests.bench.feeds import hiring_log
from tests.bench.outcome import Outcome, Target, interleaved
from tests.bench.raw import raw
from tests.bench.stores import Kind
from tests.bench.timing import timed

VERIFY = Target(0.3)


def measure_verify(kind: Kind, rounds: int) -> Iterator[Outcome]:
    """The whole history of the hiring log compared with its leaves."""
    with kind.fresh() as url:
        store = open_store(url)
        push(store, hiring_log())
        pairs = interleaved(rounds, lambda: _selected(url), lambda: _verified(store))
        store.close()
    yield Outcome("verify", kind.name, "events/s", pairs, VERIFY)


def _selected(url: str) -> float:
    with raw(url) as connection:
        with timed() as watch:
            selected = sum(1 for _ in connection.select())
        return watch.rate(selected)


def _verified(store: Store) -> float:
    with timed() as watch:
        walked = store.walk_history()
    assert walked.fault is None
    return watch.rate(walked.events)
