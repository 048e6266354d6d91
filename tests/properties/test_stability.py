"""Rows are kept from one turning day to the next: on every day of a history they read as if decided for that day."""

from datetime import date, timedelta
from random import Random

from hypothesis import given, strategies

from tests.support.budget import examples
from tests.support.histories import TIMEZONES, asks, random_history
from tests.support.houses import Houses
from tests.support.turning import every_day, turning


@given(strategies.integers(0, 2**48))
@examples(1 / 20)
def test_every_day_on_which_rows_read_differently_is_foreseen(houses_on_sqlite: Houses, seed: int) -> None:
    rng = Random(seed)
    house = houses_on_sqlite(rng.choice(TIMEZONES))
    history = random_history(rng, candidates=2, timezone=house.zone.key)
    house.push(history)
    house.engine().catch_up()
    asked = [day for day, _ in asks(history, rng, count=20)]
    found = turning(house, every_day(min(asked) - timedelta(3), min(max(asked), date(2027, 6, 1))))
    assert found.unforeseen == set()
    assert found.days
