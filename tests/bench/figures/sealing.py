"""Sealing: what it costs to push the public log, which has nothing personal, and a feed that names only new people."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec
import pytest

from consumers.feed.line import Line
from consumers.feed.push import push
from domain.facts.base import Recorded
from domain.store.opening import open_store
from domain.store.seam import Sealed, Seam
from tests.bench.figures.push import recorded
from tests.bench.outcome import Outcome, Target, interleaved
from tests.bench.stores import Kind
from tests.bench.timing import timed

PUBLIC = Target(0.85)
NAMED = Target(0.5)
PEOPLE = 50_000


def measure_sealing(kind: Kind, rounds: int) -> Iterator[Outcome]:
    """The hiring log recorded, beside the same with sealing and keyed hashes taken out."""
    pairs = interleaved(rounds, lambda: _unsealed(kind), lambda: recorded(kind))
    yield Outcome("push beside unsealed", kind.name, "events/s", pairs, PUBLIC)


def measure_named(kind: Kind, rounds: int) -> Iterator[Outcome]:
    """Facts that each name somebody new, beside the same facts without the names."""
    pairs = interleaved(rounds, lambda: _people(kind, named=False), lambda: _people(kind, named=True))
    yield Outcome("push of new names", kind.name, "events/s", pairs, NAMED)


def _people(kind: Kind, *, named: bool) -> float:
    feed = [Line(f"people:{number}", _identified(number, named)) for number in range(PEOPLE)]
    with kind.fresh() as url:
        store = open_store(url)
        with timed() as watch:
            totals = push(store, feed)
        store.close()
    assert totals.recorded == PEOPLE
    return watch.rate(PEOPLE)


def _identified(number: int, named: bool) -> bytes:
    person = {"name": f"Person {number}", "email": f"p{number}@example.org", "phone": f"+1 555 {number:07}"}
    return msgspec.json.encode(
        {
            "specversion": "1.0",
            "id": f"e{number}",
            "source": "/generated",
            "type": "hr.candidate.identified.v1",
            "time": "2026-03-02T09:00:00Z",
            "data": {"candidate": f"C-{number}", **(person if named else {})},
        }
    )


def _unsealed(kind: Kind) -> float:
    with _without_sealing():
        return recorded(kind)


@contextmanager
def _without_sealing() -> Iterator[None]:
    def seal(_: Seam, __: Sequence[str], facts: Sequence[Recorded[Any]]) -> Sealed:
        return Sealed(list(facts), 0)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Seam, "seal", seal)
        patch.setattr(Seam, "digest_content", lambda _, content: content)
        yield
