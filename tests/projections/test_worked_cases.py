"""The worked cases through the whole house: pushed in any order, in any batches, to read models on both databases.

Each case is told in one of the ways, in turn; in all of them at night.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

import msgspec
import pytest

from projections.bonuses.queries import bonus_report
from tests.support.budget import take_turns
from tests.support.houses import Event, House, Houses
from tests.support.worked_cases import ALL_CASES, CASES, WorkedCase


class Way(NamedTuple):
    """A way of pushing: in which order, how many events at a time (None: all), how the engine works."""

    name: str
    order: str
    at_a_time: int | None
    batch: int = 1_000


WAYS = {
    "sqlite": (
        Way("as written, all at once", "written", None),
        Way("reversed, one at a time", "reversed", 1, batch=1),
        Way("shuffled and repeated, in pieces", "shuffled", 11, batch=7),
    ),
    "postgres": (
        Way("as written, one at a time", "written", 1, batch=3),
        Way("shuffled and repeated, all at once", "shuffled", None, batch=7),
    ),
}


def _pushes(case: WorkedCase, way: Way) -> Iterator[tuple[datetime | None, list[Event]]]:
    """Batches with the instants at which they are recorded. Orders change only within what was recorded together."""
    rng = Random(case.name)
    for push in case.pushes:
        events = list(push.events)
        if way.order == "reversed":
            events.reverse()
        elif way.order == "shuffled":
            events += rng.choices(events, k=len(events))
            rng.shuffle(events)
        size = way.at_a_time or len(events)
        for start in range(0, len(events), size):
            yield push.recorded_at if case.dated else None, events[start : start + size]


def _tell(house: House, case: WorkedCase, way: Way) -> None:
    engine = house.engine(route_batch=way.batch, decide_batch=way.batch)
    for number, (recorded_at, events) in enumerate(_pushes(case, way)):
        house.push_case(events, recorded_at)
        if number % 4 == 3:
            engine.catch_up()
    engine.catch_up()


def _wrong(house: House, case: WorkedCase) -> list[str]:
    found = []
    for ask in case.asks:
        up_to = house.store.position_at(datetime.fromisoformat(ask["known_at"])) if "known_at" in ask else None
        with house.engine().reader() as reader:
            rows = bonus_report(reader, date.fromisoformat(ask["as_of"]), up_to)
        written = msgspec.json.decode(msgspec.json.encode(rows))
        if written != ask["rows"]:
            found.append(f"{ask['as_of']} known at {ask.get('known_at')}: {written}")
    return found


@pytest.mark.parametrize("case", ALL_CASES, ids=lambda case: case.name)
def test_a_worked_case_reads_as_written(houses: Houses, case: WorkedCase, request: pytest.FixtureRequest) -> None:
    for way in take_turns(WAYS[request.node.callspec.params["houses"]], ALL_CASES.index(case)):
        house = houses(case.timezone)
        _tell(house, case, way)
        assert (way.name, _wrong(house, case)) == (way.name, [])


def test_a_worked_case_reads_as_written_from_rows_kept_for_its_days(house: House) -> None:
    """Asked on the very day for which the rows were decided, nothing is decided again."""
    case = next(case for case in CASES if case.name == "the-story")
    house.push(case.events)
    for ask in case.asks:
        day = date.fromisoformat(ask["as_of"])
        house.engine(day - timedelta(1)).catch_up()
        house.engine(day).catch_up()
        assert _wrong(house, case._replace(asks=[ask])) == []
