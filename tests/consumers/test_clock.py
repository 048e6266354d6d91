"""The clock records what falls due, once, whenever and by however many it is asked; no answer waits for it."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest

from consumers.clock.tick import Ticked, tick
from domain.facts.catalogue import EVENTS
from projections.bonuses.queries import bonus_report
from tests.support.houses import House
from tests.support.story import accepted, applied, employed, fact, hired, offered, opened, programme, referred

MILESTONE = date(2026, 5, 31)
DAYS = (date(2026, 3, 1), date(2026, 5, 30), MILESTONE, date(2026, 9, 1))
TWICE = [
    {"name": "first", "tenure_days": 30, "share": "0.5"},
    {"name": "last", "tenure_days": 90, "share": "0.5"},
]
STORY = [programme(), employed("E-1"), opened(), *hired(1)]


def _tick(house: House, day: date) -> tuple[int, int, int]:
    ticked = tick(house.engine(day), day)
    return (ticked.reached, ticked.revoked, ticked.lapsed)


def _noted(house: House) -> list[tuple[str, Any]]:
    """The clock's own events but those of bonuses: topic and data, in the order of recording."""
    due = {topic for topic in EVENTS if not topic.startswith("vouch.bonus.")}
    rows = [row for row in house.store.read_after(0, 10_000) if row.topic in due]
    return [(row.topic, house.store.decode(row).data) for row in rows]


def _started_on(day: str, told: str) -> dict[str, Any]:
    return fact("employment.start_corrected", told, employment="EM-1", start_date=day)


def test_a_tenure_is_recorded_on_its_day_with_its_day_and_once(house: House) -> None:
    house.push(STORY)
    assert _tick(house, MILESTONE - timedelta(1)) == (0, 0, 0)
    assert _tick(house, MILESTONE) == (1, 0, 0)
    assert _tick(house, MILESTONE) == (0, 0, 0)
    assert _tick(house, MILESTONE + timedelta(1)) == (0, 0, 0)
    [(topic, reached)] = _noted(house)
    assert topic == "vouch.tenure.reached.v1"
    assert (reached.referral, reached.instalment, reached.employment) == ("R-1", "day-90", "EM-1")
    assert (reached.due_on, reached.tenure_days) == (MILESTONE, 90)


def test_days_that_no_clock_saw_are_made_up_for(house: House) -> None:
    house.push([programme(instalments=TWICE), *STORY[1:], *hired(2)])
    assert _tick(house, MILESTONE + timedelta(weeks=7)) == (4, 0, 0)
    assert {(data.instalment, data.due_on) for _, data in _noted(house)} == {
        ("first", date(2026, 4, 1)),
        ("last", MILESTONE),
    }


@pytest.mark.parametrize(
    ("correction", "says"),
    [
        (fact("employment.cancelled", "2026-06-02", employment="EM-1"), (0, 1, 0)),
        (fact("employment.ended", "2026-06-02", employment="EM-1", last_day="2026-05-20"), (0, 1, 0)),
        (_started_on("2026-03-16", "2026-06-02"), (0, 1, 0)),
        (_started_on("2026-03-03", "2026-06-01"), (1, 1, 0)),
        (_started_on("2026-02-23", "2026-06-01"), (1, 1, 0)),
        (fact("referral.withdrawn", "2026-06-01", referral="R-1"), (0, 0, 0)),
        (fact("employment.ended", "2026-06-02", employment="EM-1", last_day="2026-05-31"), (0, 0, 0)),
    ],
    ids=[
        "cancelled",
        "left before",
        "began later",
        "began a day later",
        "began earlier",
        "withdrawn",
        "left on the day",
    ],
)
def test_a_correction_takes_back_what_it_undoes(
    house: House, correction: dict[str, Any], says: tuple[int, int, int]
) -> None:
    house.push(STORY)
    _tick(house, MILESTONE)
    house.push([correction])
    assert _tick(house, MILESTONE + timedelta(2)) == says
    assert _tick(house, MILESTONE + timedelta(2)) == (0, 0, 0)


def test_what_was_taken_back_may_be_reached_again(house: House) -> None:
    house.push(STORY)
    _tick(house, MILESTONE)
    house.push([_started_on("2026-03-16", "2026-06-02")])
    assert _tick(house, date(2026, 6, 2)) == (0, 1, 0)
    assert _tick(house, date(2026, 6, 13)) == (0, 0, 0)
    assert _tick(house, date(2026, 6, 14)) == (1, 0, 0)
    assert [(topic.split(".")[2], data.due_on) for topic, data in _noted(house)] == [
        ("reached", MILESTONE),
        ("revoked", MILESTONE),
        ("reached", date(2026, 6, 14)),
    ]


def test_an_earlier_day_takes_nothing_back_that_is_due_later(house: House) -> None:
    house.push(STORY)
    _tick(house, MILESTONE)
    assert _tick(house, MILESTONE - timedelta(30)) == (0, 0, 0)
    assert _tick(house, MILESTONE) == (0, 0, 0)


def test_an_offer_lapses_once_when_it_runs_out_unanswered(house: House) -> None:
    asked = [programme(), opened(), *(each(n) for n in (1, 2, 3) for each in (referred_only, applied))]
    house.push([*asked, *(offered(number, expires_on="2026-02-10") for number in (1, 2)), offered(3), accepted(2)])
    assert _tick(house, date(2026, 2, 10)) == (0, 0, 0)
    assert _tick(house, date(2026, 2, 11)) == (0, 0, 1)
    assert _tick(house, date(2026, 3, 11)) == (0, 0, 0)
    assert [(data.offer, data.expires_on) for _, data in _noted(house)] == [("O-1", date(2026, 2, 10))]
    house.push(
        [
            fact(
                "offer.extended",
                "2026-02-09",
                offer="O-1",
                application="A-1",
                schedule="full_time",
                expires_on="2026-02-20",
            )
        ]
    )
    assert _tick(house, date(2026, 3, 11)) == (0, 0, 1)


def referred_only(number: int) -> dict[str, Any]:
    """A referral by somebody of whom nothing is on record."""
    return referred(number, "E-7")


def _same_with_and_without(house: House, days: Sequence[date]) -> None:
    with house.engine().reader() as reader:
        before = [bonus_report(reader, day) for day in DAYS]
    digests = house.digests(DAYS)
    for day in days:
        _tick(house, day)
    with house.engine().reader() as reader:
        assert [bonus_report(reader, day) for day in DAYS] == before
    assert house.digests(DAYS) == digests


def test_no_answer_and_no_digest_depends_on_the_clock(house: House) -> None:
    house.push([*STORY, referred(2), applied(2), offered(2, expires_on="2026-02-10")])
    house.engine(MILESTONE).catch_up()
    _same_with_and_without(house, [MILESTONE - timedelta(60), MILESTONE, MILESTONE + timedelta(90)])
    assert len(_noted(house)) == 2
    house.push([fact("employment.cancelled", "2026-06-02", employment="EM-1")])
    house.engine(MILESTONE).catch_up()
    _same_with_and_without(house, [MILESTONE + timedelta(2)])
    assert len(_noted(house)) == 3


def test_two_clocks_at_once_record_everything_once(house: House) -> None:
    house.push([programme(instalments=TWICE), *STORY[1:], *(each for number in range(2, 30) for each in hired(number))])
    house.engine(MILESTONE).catch_up()
    engines = [house.engine(MILESTONE) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        ticked: list[Ticked] = list(threads.map(lambda engine: tick(engine, MILESTONE), engines))
    assert sum(each.reached for each in ticked) == len(_noted(house)) == 58
    assert len({(data.referral, data.instalment) for _, data in _noted(house)}) == 58


def test_referrals_whose_names_run_together_are_told_apart(house: House) -> None:
    halves = [{"name": name, "tenure_days": 90, "share": "0.5"} for name in ("x", "1/x")]
    told = [programme(instalments=halves), employed("E-1"), opened(), *hired(1)]
    for event in told:
        if event["data"].get("referral"):
            event["data"]["referral"] = "R"
    other = [{**event, "id": f"other-{event['id']}", "data": dict(event["data"])} for event in hired(2)]
    other[0]["data"]["referral"] = "R/1"
    house.push([*told, *other])
    assert _tick(house, MILESTONE) == (4, 0, 0)
    assert _tick(house, MILESTONE) == (0, 0, 0)
