"""A timeline comes in stretches: together they are the whole, and each reads the parts of its own sentences alone."""

from datetime import date

import pytest

from projections.engine.asking.reader import Moment
from projections.timeline import fold
from projections.timeline import queries as queries_
from projections.timeline.queries import Stretch, TimelineView, timeline_of
from tests.support.houses import House
from tests.support.story import applied, fact

DAY = date(2026, 7, 1)
TOLD = [applied(1), *(fact("application.stage_changed", f"2026-02-{day:02}", application="A-1", stage="screening")
                      for day in range(1, 11))]  # fmt: skip


@pytest.fixture(autouse=True)
def _short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (fold, queries_):
        monkeypatch.setattr(module, "PART", 3)


def _tell(house: House, moment: Moment, stretch: Stretch) -> TimelineView:
    with house.engine(DAY).reader() as reader:
        view = timeline_of(reader, "C-1", moment, stretch)
    assert view is not None
    return view


@pytest.mark.parametrize("later", [False, True])
def test_stretches_together_are_the_whole(house: House, later: bool) -> None:
    house.push(TOLD)
    house.engine(DAY).catch_up()
    moment = Moment(DAY, house.store.head())
    if later:  # the timeline as it was known then is folded again
        house.push([fact("application.stage_changed", "2026-02-01", application="A-1", stage="offer")])
        house.engine(DAY).catch_up()
    whole = _tell(house, moment, Stretch(0, 99)).events
    assert [event.on for event in whole] == sorted(event["time"][:10] for event in TOLD)
    for limit in (1, 2, 3, 4, 10, 11):
        for passed in range(12):
            assert _tell(house, moment, Stretch(passed, limit)).events == whole[passed : passed + limit]


def test_one_more_fact_is_told_after_those_before(house: House) -> None:
    house.push(TOLD)
    house.engine(DAY).catch_up()
    before = _tell(house, Moment(DAY, house.store.head()), Stretch(0, 99)).events
    house.push([fact("application.stage_changed", "2026-03-01", application="A-1", stage="offer")])
    house.engine(DAY).catch_up()
    assert _tell(house, Moment(DAY, house.store.head()), Stretch(0, 99)).events[:-1] == before


def test_of_nobody_there_is_no_timeline(house: House) -> None:
    house.push(TOLD)
    house.engine(DAY).catch_up()
    with house.engine(DAY).reader() as reader:
        assert timeline_of(reader, "C-2", Moment(DAY, house.store.head()), Stretch(0, 1)) is None
        assert timeline_of(reader, "C-1", Moment(date(2026, 1, 1), house.store.head()), Stretch(0, 1)) is None
