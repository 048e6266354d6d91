"""The digests of the read models are the same however the facts came, and whether or not a clock has run."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from hypothesis import given, strategies

from consumers.clock.tick import tick
from tests.support.budget import examples
from tests.support.histories import TIMEZONES, asks, random_history, split_into_pushes
from tests.support.houses import Event, House, Houses

Way = Callable[[House, list[Event], Random, list[date]], None]


def _at_once(house: House, history: list[Event], rng: Random, days: list[date]) -> None:
    house.push(history)
    house.engine(days[0]).catch_up()


def _twice(house: House, history: list[Event], rng: Random, days: list[date]) -> None:
    house.push(history[::-1])
    house.engine(days[1]).catch_up()
    assert house.push(history).recorded == 0
    house.engine(days[2]).catch_up()


def _in_pieces(house: House, history: list[Event], rng: Random, days: list[date]) -> None:
    for push in split_into_pushes(rng.sample(history, len(history)), rng):
        house.push(push)
        house.engine(rng.choice(days), route_batch=rng.choice((1, 3, 50)), decide_batch=rng.choice((1, 2))).catch_up()


def _with_a_daily_clock(house: House, history: list[Event], rng: Random, days: list[date]) -> None:
    half = len(history) // 2
    house.push(history[:half])
    for day in sorted(days)[:3]:
        tick(house.engine(day), day)
    house.push(history[half:])
    for day in sorted(days)[3:]:
        tick(house.engine(day), day)


def _with_a_clock_at_the_end(house: House, history: list[Event], rng: Random, days: list[date]) -> None:
    house.push(history)
    last = max(days) + timedelta(400)
    tick(house.engine(last), last)


WAYS: tuple[Way, ...] = (_at_once, _twice, _in_pieces, _with_a_daily_clock, _with_a_clock_at_the_end)


@given(strategies.integers(0, 2**48))
@examples(1 / 15)
def test_digests_are_the_same_however_facts_came(houses: Houses, seed: int) -> None:
    rng = Random(seed)
    timezone = rng.choice(TIMEZONES)
    history = random_history(rng, timezone=timezone)
    days = [day for day, _ in asks(history, rng, count=6)]
    found = []
    for way in WAYS:
        house = houses(timezone)
        way(house, history, rng, days)
        found.append((way.__name__, house.digests(days)))
    assert [name for name, digests in found if digests != found[0][1]] == []
    assert len({str(digests) for digests in found[0][1].values()}) > 1
