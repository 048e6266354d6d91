"""The demo's year: valid, the same every time, believable, and with every odd case of the bonus rules in it."""

from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from msgspec.json import encode

from api.demo import FOUNDING_REFERRAL, make_believable_year, make_unreadable_event
from api.demo.feed import Arrival
from domain.feed.delivery import Delivery, Unreadable
from domain.feed.reading import read_event
from domain.rules.decide import decide
from domain.rules.row import Row
from tests.support.feed_table import FIELDS, faults
from tests.support.outcomes import BARS, LOSSES, WAITS
from tests.support.told import all_told

ENDING_ON = date(2026, 11, 24)
# Every day of a week, a leap day and the turn of a year: weekends move what happens.
ENDINGS = [ENDING_ON + timedelta(days=days) for days in range(7)] + [date(2028, 2, 29), date(2027, 1, 1)]


@cache
def arrivals(ending_on: date = ENDING_ON) -> list[Arrival]:
    return make_believable_year(ending_on=ending_on)


@cache
def year(ending_on: date = ENDING_ON) -> list[dict[str, Any]]:
    return [arrival.event for arrival in arrivals(ending_on)]


@cache
def rows(ending_on: date = ENDING_ON) -> list[Row]:
    return decide(all_told(year(ending_on)), ending_on)


def of_type(kind: str) -> list[dict[str, Any]]:
    return [event["data"] for event in year() if event["type"] == f"hr.{kind}.v1"]


def test_every_event_is_valid() -> None:
    assert [(event, found) for event in year() if (found := faults(event))] == []
    assert all(isinstance(read_event(encode(event)), Delivery) for event in year())


def test_one_event_more_cannot_be_read() -> None:
    unreadable = make_unreadable_event(ending_on=ENDING_ON)
    assert isinstance(read_event(encode(unreadable.event)), Unreadable)
    assert arrivals()[0].recorded_at < unreadable.recorded_at < arrivals()[-1].recorded_at


def test_a_delivery_is_named_once() -> None:
    assert len({(event["source"], event["id"]) for event in year()}) == len(year())


def test_the_same_seed_and_day_give_the_same_year() -> None:
    assert make_believable_year(7, ending_on=ENDING_ON) == make_believable_year(7, ending_on=ENDING_ON)
    assert make_believable_year(7, ending_on=ENDING_ON) != arrivals()


def without_days(event: dict[str, Any]) -> dict[str, Any]:
    dated = {name for name, value in event["data"].items() if isinstance(value, str) and value[:4].isdigit()}
    kept = {name: value for name, value in event["data"].items() if name not in dated}
    return {"type": event["type"], "data": kept, "dated": dated}


@pytest.mark.parametrize("ending_on", ENDINGS)
def test_ids_and_what_they_stand_for_do_not_hang_on_the_day(ending_on: date) -> None:
    told, then = (
        {(event["source"], event["id"]): without_days(event) for event in year(day)} for day in (ENDING_ON, ending_on)
    )
    assert told == then


@pytest.mark.parametrize("ending_on", ENDINGS)
def test_facts_are_recorded_evening_by_evening_as_the_year_went_by(ending_on: date) -> None:
    evenings = [arrival.recorded_at for arrival in arrivals(ending_on)]
    assert evenings == sorted(evenings)
    assert len(set(evenings)) > 200
    assert timedelta(days=362) < evenings[-1] - evenings[0] <= timedelta(days=367)
    assert ending_on - timedelta(days=2) <= evenings[-1].date() <= ending_on
    in_year = [arrival for arrival in arrivals(ending_on) if told_at(arrival) > evenings[0]]
    assert all(told_at(arrival) <= arrival.recorded_at for arrival in in_year)
    late = sum(arrival.recorded_at - told_at(arrival) > timedelta(days=1) for arrival in in_year)
    assert len(in_year) / 50 < late < len(in_year) / 10


def told_at(arrival: Arrival) -> datetime:
    return datetime.fromisoformat(arrival.event["time"])


def test_what_was_known_then_is_not_what_is_known_now() -> None:
    changed = set()
    for ago in (40, 70, 160, 190, 240):
        then = ENDING_ON - timedelta(days=ago)
        known = [arrival.event for arrival in arrivals() if arrival.recorded_at.date() <= then]
        before, after = (
            {(row.referral, row.instalment): row for row in decide(all_told(told), then)} for told in (known, year())
        )
        changed |= {(ago, *name) for name in after if before.get(name) != after[name]}
    assert LINKED_BY_HAND in changed
    assert 5 < len(changed) < 50


LINKED_BY_HAND = (40, "R-072", "day-60")
"""HR said only then who she is: until then nobody knew of her start."""


@pytest.mark.parametrize(
    ("kind", "field", "least", "most"),
    [
        ("requisition.opened", "requisition", 12, 12),
        ("candidate.identified", "candidate", 120, 140),
        ("referral.made", "referral", 75, 90),
        ("employee.recorded", "employee", 150, 210),
    ],
)
def test_it_is_of_a_believable_size(kind: str, field: str, least: int, most: int) -> None:
    assert least <= len({data[field] for data in of_type(kind)}) <= most


def test_every_type_of_fact_comes_up_but_settlements_and_erased_employees() -> None:
    missing = {"hr.payroll.line_settled.v1", "hr.employee.erased.v1"}
    assert FIELDS.keys() - {event["type"] for event in year()} == missing


def test_everybody_reports_to_the_chief() -> None:
    records = of_type("employee.recorded")
    managers = {data["employee"]: data.get("manager") for data in records if "name" in data}
    for employee in managers:
        above: str | None = employee
        for _ in range(4):
            above = managers.get(above) if above and managers.get(above) else above
        assert above == "E-001"


@pytest.mark.parametrize("ending_on", ENDINGS)
def test_nothing_is_told_after_the_last_day(ending_on: date) -> None:
    days = [date.fromisoformat(event["time"][:10]) for event in year(ending_on)]
    assert ending_on - timedelta(days=2) <= max(days) <= ending_on
    assert all(day.weekday() < 5 for day in days)


def test_facts_arrive_by_time_but_for_some() -> None:
    times = [event["time"] for event in year()]
    disturbed = sum(later < earlier for earlier, later in pairwise(times))
    assert 20 < disturbed < len(times) / 10


def test_an_acceptance_and_a_contract_arrive_before_what_they_speak_of() -> None:
    arrived: Counter[str] = Counter()
    orphans: Counter[str] = Counter()
    for event in year():
        data = event["data"]
        if event["type"] in {"hr.offer.accepted.v1", "hr.employment.started.v1", "hr.offer.declined.v1"}:
            parent = data["offer"] if "offer" in data else data.get("application")
            orphans[event["type"]] += parent is not None and not arrived[parent]
        if event["type"] in {"hr.offer.extended.v1", "hr.application.submitted.v1"}:
            arrived[data["offer"] if "offer" in data else data["application"]] += 1
    assert all(orphans[f"hr.{kind}.v1"] for kind in ("offer.accepted", "offer.declined", "employment.started"))


def test_no_name_is_anybodys() -> None:
    assert not any({"phone", "note"} & event["data"].keys() for event in year())
    given = [event["data"].get(field) for event in year() for field in ("email", "personal_email")]
    assert all(address.endswith(".example") for address in given if address)
    names = [event["data"]["name"] for event in year() if "name" in event["data"]]
    assert all(name.startswith(("Employee ", "Candidate ")) and name[-1].isdigit() for name in names)


@pytest.mark.parametrize("ending_on", ENDINGS)
def test_every_odd_case_comes_up(ending_on: date) -> None:
    assert {reason for row in rows(ending_on) for reason in row.reasons} == BARS | LOSSES
    assert {row.waiting_for for row in rows(ending_on)} == WAITS | {None}
    assert {row.entitlement for row in rows(ending_on)} == {"earned", "waiting", "forfeited", "ineligible"}
    assert {row.currency for row in rows(ending_on)} == {"USD", "JPY", None}
    assert {warning for row in rows(ending_on) for warning in row.warnings} == {
        "referrer_unverified",
        "referrer_unidentified",
    }
    assert {row.programme_version for row in rows(ending_on)} == {None, 1, 2, 3}


@pytest.mark.parametrize("ending_on", ENDINGS)
def test_the_founding_story_is_told(ending_on: date) -> None:
    (row,) = [row for row in rows(ending_on) if row.referral == FOUNDING_REFERRAL]
    assert (row.entitlement, row.reasons) == ("forfeited", ("acceptance_withdrawn",))


def test_a_bonus_is_shared_to_the_cent_and_hours_count() -> None:
    amounts = Counter(row.amount for row in rows() if row.entitlement == "earned")
    assert amounts["666.67"] + amounts["666.66"] == 3  # 2000.00 among three
    assert amounts["1800.00"] == 1  # 0.6 of 3000.00
    assert amounts["300.00"] == 1  # half of half of 1200.00
    assert amounts["75000"] == 2  # yen


def test_unpaid_leave_is_waited_out_and_an_open_one_has_no_milestone() -> None:
    assert any(row.waiting_for == "milestone" and row.milestone_on is None for row in rows())
    delayed = [row for row in rows() if row.instalment == "day-180" and row.milestone_on]
    first = {row.referral: row.milestone_on for row in rows() if row.instalment == "day-90" and row.milestone_on}
    assert max(row.milestone_on - first[row.referral] for row in delayed if row.milestone_on).days in range(115, 126)
