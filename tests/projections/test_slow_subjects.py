"""A big subject whose fold takes longer than it should is told of, while it is folded and afterwards."""

from datetime import UTC, date, datetime, timedelta

import pytest

from projections.engine.engine import Engine
from tests.support.held_folds import Hold, holding
from tests.support.houses import House
from tests.support.story import employed, fact, hired, opened, programme

DAY = date(2026, 7, 1)
BEGAN = datetime(2026, 8, 1, tzinfo=UTC)
LIMIT = 5.0


class Watch:
    """A clock that stands still until it is moved on."""

    def __init__(self) -> None:
        self.at = BEGAN

    def __call__(self) -> datetime:
        """The instant now."""
        return self.at


def _engine(house: House, watch: Watch, hold: Hold) -> Engine:
    models = holding(house.models(), "referral/R-1", hold)
    return Engine(house.database, house.store, models, house.zone, lambda: DAY, now=watch, fold_seconds=LIMIT)


@pytest.mark.parametrize(("lasts", "slow"), [(LIMIT, 0), (LIMIT + 0.001, 1)])
def test_what_takes_longer_is_told_while_it_lasts_and_afterwards(house: House, lasts: float, slow: int) -> None:
    moves = [
        fact("interview.completed", "2026-02-01", interview=f"I-{number}", application="A-1") for number in range(2_000)
    ]
    house.push([programme(), employed("E-1"), opened(), *hired(1), *moves])
    watch, hold = Watch(), Hold()
    engine = _engine(house, watch, hold)
    while engine.step_small():
        pass
    with hold.while_held(engine):
        watch.at += timedelta(seconds=lasts)
        told = engine.slow_subjects(watch.at)
        assert [(each.node, each.waiting) for each in told] == [("application/A-1", True)] * slow
        assert {lag.slow for lag in engine.lag(watch.at)} == {slow}
    told = engine.slow_subjects(watch.at + timedelta(days=1))
    assert [(each.facts, each.seconds, each.waiting) for each in told] == [(2_005, lasts, False)] * slow


def test_small_ones_are_not_noted(house: House) -> None:
    house.push([programme(), employed("E-1"), opened(), *hired(1)])
    watch = Watch()
    Engine(house.database, house.store, house.models(), house.zone, lambda: DAY, now=watch, fold_seconds=0).catch_up()
    assert house.engine(DAY).slow_subjects(watch.at + timedelta(days=1)) == []
