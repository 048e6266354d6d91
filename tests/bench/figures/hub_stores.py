"""Hubs on a store: what doubling one busy thing costs from its feed until everything can be read, and one more fact."""

from collections.abc import Callable, Iterator
from time import process_time
from typing import NamedTuple

from api.bootstrap import Vouch, open_vouch
from api.settings import read_settings
from consumers.feed.push import push
from tests.bench.figures.hubs import TARGET, both, chain, merged, rivals, updated_post
from tests.bench.outcome import Outcome
from tests.bench.stores import Kind
from tests.support.houses import lines
from tests.support.story import Event, applied, fact, recorded

SIZE = 1_000
DAY = "2020-06-01"


def star(size: int) -> list[Event]:
    """Candidates that are all merged into one."""
    return [fact("candidate.merged", DAY, losing=f"C-{each}", winning="C-0") for each in range(1, size)]


class Shape(NamedTuple):
    """A hub of a size, and one more fact about it."""

    make: Callable[[int], list[Event]]
    more: Event


SHAPES = (
    Shape(both, applied(99_999, DAY, candidate="C-1")),
    Shape(rivals, applied(99_999, DAY, candidate="C-1")),
    Shape(merged, applied(99_999, DAY, candidate="C-0")),
    Shape(star, fact("candidate.merged", DAY, losing="C-99999", winning="C-0")),
    Shape(updated_post, fact("requisition.updated", DAY, requisition="Q-1", effective_on=DAY, title="Nurse")),
    Shape(chain, recorded("H-500", DAY, location="Bern")),
)


class Cost(NamedTuple):
    """Processor seconds of this process: for the hub, and for one more fact."""

    whole: float
    more: float


def measure_hub_stores(kind: Kind, rounds: int) -> Iterator[Outcome]:
    """Push and read a hub of one size and of twice that, each in a store of its own; the ratio is what counts."""
    for shape in SHAPES:
        pairs = [(_take(kind, shape, SIZE), _take(kind, shape, 2 * SIZE)) for _ in range(rounds)]
        name = f"hub doubled, readable: {shape.make.__name__.replace('_', ' ')}"
        yield Outcome(name, kind.name, "s", [(one.whole, twice.whole) for one, twice in pairs], TARGET)
        more = [(one.more, twice.more) for one, twice in pairs]
        yield Outcome(f"{name}, one more fact", kind.name, "s", more, TARGET)


def _take(kind: Kind, shape: Shape, size: int) -> Cost:
    with kind.fresh() as url, open_vouch(read_settings({}, store=url)) as vouch:
        return Cost(_push(vouch, shape.make(size)), _push(vouch, [shape.more]))


def _push(vouch: Vouch, events: list[Event]) -> float:
    feed = lines(events)
    began = process_time()
    push(vouch.store, feed)
    vouch.engine.catch_up()
    return process_time() - began
