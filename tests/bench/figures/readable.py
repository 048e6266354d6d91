"""Pushing until everything can be read, and filling the read models again."""

from collections.abc import Iterator

from api.bootstrap import Vouch, open_vouch
from api.settings import read_settings
from consumers.feed.push import push
from domain.facts.catalogue import decode
from tests.bench.feeds import hiring_log
from tests.bench.figures.push import raw_limit
from tests.bench.outcome import Outcome, Target, interleaved
from tests.bench.raw import raw
from tests.bench.stores import Kind
from tests.bench.timing import timed

READABLE = Target(0.06)
REBUILD = Target(0.04)


def measure_readable(kind: Kind, rounds: int) -> Iterator[Outcome]:
    """The hiring log recorded, and all read models caught up."""
    pairs = interleaved(rounds, raw_limit(kind), lambda: _readable(kind))
    yield Outcome("push to everything readable", kind.name, "events/s", pairs, READABLE)


def measure_rebuild(kind: Kind, rounds: int) -> Iterator[Outcome]:
    """All read models filled again from nothing, beside selecting and decoding the same rows."""
    with kind.fresh() as url, open_vouch(read_settings({}, store=url)) as vouch:
        push(vouch.store, hiring_log())
        pairs = interleaved(rounds, lambda: _selected(url), lambda: _rebuilt(vouch))
    yield Outcome("rebuild of all read models", kind.name, "events/s", pairs, REBUILD)


def _readable(kind: Kind) -> float:
    with kind.fresh() as url, open_vouch(read_settings({}, store=url)) as vouch:
        with timed() as watch:
            push(vouch.store, hiring_log())
            vouch.engine.catch_up()
        return watch.rate(len(hiring_log()))


def _selected(url: str) -> float:
    with raw(url) as connection:
        with timed() as watch:
            decoded = len([None for _, _, topic, state in connection.select() if decode(topic, state) is not None])
        return watch.rate(decoded)


def _rebuilt(vouch: Vouch) -> float:
    with timed() as watch:
        vouch.engine.rebuild()
    return watch.rate(len(hiring_log()))
