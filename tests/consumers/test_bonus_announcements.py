"""The clock says once which bonuses were earned or lost, and again only where something else is true by then."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest

from consumers.clock.tick import tick
from domain.facts.bonus import BonusEarned, BonusFact, BonusLost
from projections.bonuses.queries import bonus_report
from tests.support.houses import House
from tests.support.story import applied, employed, fact, hired, opened, programme, referred

MILESTONE = date(2026, 5, 31)
LATER = MILESTONE + timedelta(30)
STORY = [programme(), employed("E-1"), opened(), *hired(1)]


def _tick(house: House, day: date) -> tuple[int, int]:
    ticked = tick(house.engine(day), day)
    return (ticked.earned, ticked.lost)


def _told(house: House) -> list[BonusFact]:
    rows = [row for row in house.store.read_after(0, 10_000) if row.topic.startswith("vouch.bonus.")]
    return [house.store.decode(row).data for row in rows]


def _lost(reasons: tuple[str, ...], as_of: date) -> BonusLost:
    return BonusLost(referral="R-1", instalment="day-90", referrer="E-1", as_of=as_of, reasons=reasons)


def _earned(as_of: date, earned_on: date = MILESTONE, amount: str = "1000.00") -> BonusEarned:
    return BonusEarned(
        referral="R-1",
        instalment="day-90",
        referrer="E-1",
        as_of=as_of,
        earned_on=earned_on,
        amount=amount,
        currency="USD",
    )


def test_a_bonus_is_said_to_be_earned_on_its_day_and_once(house: House) -> None:
    house.push(STORY)
    assert _tick(house, MILESTONE - timedelta(1)) == (0, 0)
    assert _tick(house, MILESTONE) == (1, 0)
    assert _tick(house, MILESTONE) == _tick(house, LATER) == (0, 0)
    assert _told(house) == [_earned(MILESTONE)]


def test_days_that_no_clock_saw_are_made_up_for(house: House) -> None:
    house.push(STORY)
    assert _tick(house, LATER) == (1, 0)
    assert _told(house) == [_earned(LATER)]


def test_a_lost_bonus_is_said_to_be_lost_with_its_reasons_and_once(house: House) -> None:
    house.push([*STORY, fact("employment.ended", "2026-04-01", employment="EM-1", last_day="2026-04-30")])
    assert _tick(house, date(2026, 4, 2)) == (0, 1)
    assert _tick(house, LATER) == (0, 0)
    assert _told(house) == [_lost(("hire_left_before_milestone",), date(2026, 4, 2))]


def test_what_is_not_yet_or_never_owed_is_not_spoken_of(house: House) -> None:
    barred = [referred(3, "E-1", "2026-01-25"), applied(3, "2026-01-02")]
    house.push([*STORY[:3], referred(2), *barred])
    assert _tick(house, LATER) == (0, 0)
    assert _told(house) == []


@pytest.mark.parametrize(
    ("correction", "says"),
    [
        (
            fact("employment.ended", "2026-06-02", employment="EM-1", last_day="2026-05-20"),
            "hire_left_before_milestone",
        ),
        (fact("employment.start_corrected", "2026-06-02", employment="EM-1", start_date="2026-06-16"), "not_earned"),
        (fact("referral.withdrawn", "2026-01-15", referral="R-1"), "referral_withdrawn"),
        (
            programme(2, "2026-01-10", "2026-06-02", instalments=[{"name": "other", "tenure_days": 90, "share": "1"}]),
            "not_earned",
        ),
    ],
    ids=["forfeited", "waiting", "ineligible", "another instalment"],
)
def test_what_was_earned_is_taken_back_when_it_is_not_after_all(
    house: House, correction: dict[str, Any], says: str
) -> None:
    house.push(STORY)
    assert _tick(house, MILESTONE) == (1, 0)
    house.push([correction])
    _tick(house, MILESTONE + timedelta(2))
    assert _tick(house, MILESTONE + timedelta(2)) == (0, 0)
    of_it = [told for told in _told(house) if told.instalment == "day-90"]
    assert of_it == [_earned(MILESTONE), _lost((says,), MILESTONE + timedelta(2))]


def test_what_was_lost_can_be_earned_again_with_what_it_is_worth_by_then(house: House) -> None:
    house.push(STORY)
    _tick(house, MILESTONE)
    house.push([fact("employment.start_corrected", "2026-06-01", employment="EM-1", start_date="2026-03-16")])
    assert _tick(house, date(2026, 6, 2)) == (0, 1)
    assert _tick(house, date(2026, 6, 14)) == (1, 0)
    assert _told(house)[2] == _earned(date(2026, 6, 14), earned_on=date(2026, 6, 14))


def test_another_amount_is_said(house: House) -> None:
    house.push(STORY)
    _tick(house, MILESTONE)
    house.push([programme(2, "2026-01-10", "2026-06-02", amount={"currency": "USD", "default": "1500.00"})])
    assert _tick(house, LATER) == (1, 0)
    assert _told(house)[1] == _earned(LATER, amount="1500.00")


def test_a_bonus_over_the_cap_is_lost(house: House) -> None:
    house.push([programme(cap={"bonuses": 1, "per": "calendar_year"}), *STORY[1:], *hired(2)])
    assert _tick(house, MILESTONE) == (1, 1)
    assert {type(told): told.referral for told in _told(house)} == {BonusEarned: "R-1", BonusLost: "R-2"}


def test_a_tick_for_an_earlier_day_says_nothing(house: House) -> None:
    house.push(STORY)
    _tick(house, MILESTONE)
    house.push([fact("employment.cancelled", "2026-06-02", employment="EM-1")])
    assert tick(house.engine(MILESTONE), MILESTONE - timedelta(1)).lost == 0
    assert _tick(house, MILESTONE) == (0, 1)


@pytest.mark.parametrize("today", [date(2026, 4, 20), MILESTONE - timedelta(1)])
def test_what_was_said_for_a_day_to_come_is_taken_back_by_what_shows_it_wrong(house: House, today: date) -> None:
    house.push(STORY)
    assert tick(house.engine(today), LATER).earned == 1
    assert _tick(house, today) == (0, 0)
    house.push([fact("employment.ended", "2026-04-19", employment="EM-1", last_day="2026-04-30")])
    assert (tick(house.engine(today), today).revoked, _tick(house, today)) == (1, (0, 0))
    assert _told(house)[:2] == [_earned(LATER), _lost(("not_earned",), today)]


def test_what_was_said_for_a_day_to_come_stands_while_nothing_speaks_against_it(house: House) -> None:
    today = MILESTONE - timedelta(1)
    house.push(STORY)
    assert tick(house.engine(today), LATER).earned == 1
    for day in (today, MILESTONE, LATER):
        ticked = tick(house.engine(day), day)
        assert (ticked.earned, ticked.lost, ticked.revoked, ticked.reached) == (0, 0, 0, 0)


def test_another_start_moves_what_was_said_for_a_day_to_come(house: House) -> None:
    today = date(2026, 4, 20)
    house.push(STORY)
    tick(house.engine(today), LATER)
    house.push([fact("employment.start_corrected", "2026-04-19", employment="EM-1", start_date="2026-03-09")])
    ticked = tick(house.engine(today), today)
    assert (ticked.lost, ticked.revoked) == (1, 1)
    assert _tick(house, LATER) == (1, 0)


def test_two_clocks_at_once_say_everything_once(house: House) -> None:
    house.push([*STORY, *(each for number in range(2, 30) for each in hired(number))])
    house.engine(MILESTONE).catch_up()
    engines = [house.engine(MILESTONE) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        ticked = list(threads.map(lambda engine: tick(engine, MILESTONE), engines))
    assert sum(each.earned for each in ticked) == len(_told(house)) == 29


def test_the_book_can_be_made_anew_from_what_was_said(house: House) -> None:
    house.push(STORY)
    _tick(house, MILESTONE)
    house.engine(MILESTONE).rebuild()
    assert _tick(house, LATER) == (0, 0)


def test_no_answer_and_no_digest_depends_on_it(house: House) -> None:
    house.push(STORY)
    house.engine(LATER).catch_up()
    with house.engine().reader() as reader:
        before = bonus_report(reader, MILESTONE)
    digests = house.digests([MILESTONE, LATER])
    assert _tick(house, LATER) == (1, 0)
    with house.engine().reader() as reader:
        assert bonus_report(reader, MILESTONE) == before
    assert house.digests([MILESTONE, LATER]) == digests
