"""Several processes on one store, and processes that are killed: nothing is lost, nothing is done half."""

import time
from collections.abc import Sequence
from datetime import date
from random import Random

from sqlalchemy import text

from consumers.clock.tick import tick
from domain.facts.catalogue import EVENTS
from projections.database import METADATA
from tests.support.flat import differences, flat_content, held_content
from tests.support.histories import random_history
from tests.support.houses import Event, House
from tests.support.story import employed, hired, opened, programme
from tests.support.told import all_told
from tests.support.worker import finished, workers

DAY = date(2026, 7, 1)
STORY = [programme(), employed("E-1"), opened(), *(event for number in range(1, 13) for event in hired(number))]


def _check(house: House, events: Sequence[Event]) -> None:
    with house.engine(DAY).reader() as reader:
        held = held_content(house.models(), reader, DAY)
    assert differences(held, flat_content(house.models(), all_told(events), DAY, house.zone)) == {}


def test_killed_at_work_nothing_is_lost(house: House) -> None:
    history = random_history(Random(5), candidates=5, referrers=4)
    house.push(history)
    engine = house.engine(DAY)
    for _ in range(3):
        before = engine.count_waiting()
        with workers("catch_up", house, DAY):
            while engine.count_waiting() == before:
                time.sleep(0.001)
        # It was killed in the middle of its work.
        assert engine.count_waiting() > 0
    house.engine(DAY).catch_up()
    _check(house, history)


def test_two_engines_in_two_processes_do_the_work_between_them(house: House) -> None:
    house.push(STORY)
    with workers("catch_up", house, DAY, 2) as both:
        house.push(more := [*hired(20), *hired(21)])
        assert finished(both) == [(0, "")] * 2
    house.engine(DAY).catch_up()
    _check(house, [*STORY, *more])


def test_clocks_in_several_processes_record_everything_once(house: House) -> None:
    house.push(STORY)
    with workers("tick", house, DAY, 2) as both:
        assert finished(both) == [(0, "")] * 2
    assert tick(house.engine(DAY), DAY).reached == 0
    noted = [row.stream for row in house.store.read_after(0, 1_000) if row.topic in EVENTS]
    assert sorted(noted) == sorted(
        {f"{kind}/R-{number}/day-90" for kind in ("bonus", "tenure") for number in range(1, 13)}
    )


def test_tables_are_made_once_by_whoever_comes_first(house: House) -> None:
    house.push(STORY)
    with house.database.writing() as connection:
        METADATA.drop_all(connection)
        connection.execute(text("CREATE TABLE read_progress (quite_another integer)"))
    with workers("catch_up", house, DAY, 3) as several:
        assert finished(several) == [(0, "")] * 3
    _check(house, STORY)
