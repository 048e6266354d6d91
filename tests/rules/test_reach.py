"""Whom a new fact about a post or a colleague can concern: never fewer than those whose rows it changes on some day."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings, strategies

from domain.rules.decide import decide
from domain.rules.reach import NOBODY, Reach, find_reach
from tests.support.story import Event, applied, employed, fact, opened, programme, recorded, referred, started
from tests.support.told import all_told, told

FIRST = date(2026, 1, 5)
POSTS, COLLEAGUES, REFERRALS, DAYS = 3, 5, 6, 12
TERMS: dict[str, Any] = {
    "amount": {"currency": "USD", "default": "1", "by_level": {"senior": "2"}, "by_department": {"nursing": "3"}},
    "referrer": {"management_chain": "all"},
    "instalments": [{"name": "day-0", "tenure_days": 0, "share": "1"}],
}


def _day(rng: Random) -> str:
    return (FIRST + timedelta(rng.randrange(DAYS))).isoformat()


def _colleague(rng: Random) -> str:
    return f"E-{rng.randrange(COLLEAGUES)}"


def _some(rng: Random, **said: Any) -> dict[str, Any]:
    """Some of the fields."""
    return {name: value for name, value in said.items() if rng.random() < 0.4}


def _about_post(rng: Random) -> Event:
    post, day, on = f"Q-{rng.randrange(POSTS)}", _day(rng), _day(rng)
    said = _some(rng, level=rng.choice(["senior", "junior"]), department="nursing", title="Nurse") | _some(
        rng, hiring_manager=_colleague(rng), bonus={"amount": str(rng.randrange(5, 9)), "currency": "EUR"}
    )
    match rng.randrange(5):
        case 0:
            posted = {"title": "Nurse", "hiring_manager": _colleague(rng), "schedules": ["full_time"], **said}
            return fact("requisition.opened", day, requisition=post, opened_on=on, **posted)
        case 1:
            return fact("requisition.closed", day, requisition=post, closed_on=on)
        case _:
            return fact("requisition.updated", day, requisition=post, effective_on=on, **said)


def _about_colleague(rng: Random) -> Event:
    who = rng.choice((_colleague(rng), f"H-{rng.randrange(REFERRALS)}"))
    said = _some(rng, manager=_colleague(rng), roles=rng.choice([["recruiter"], ["nurse"]]), location="Bern")
    return fact("employee.recorded", _day(rng), employee=who, effective_on=_day(rng), **said)


def _claim(rng: Random, number: int) -> list[Event]:
    claim = [
        referred(number, _colleague(rng), _day(rng), requisition=f"Q-{rng.randrange(POSTS)}"),
        applied(number, _day(rng), requisition=f"Q-{rng.randrange(POSTS)}"),
    ]
    return claim + ([started(number, _day(rng))] if rng.random() < 0.7 else [])


def _about(rng: Random) -> Event:
    return rng.choice((_about_post, _about_colleague))(rng)


def _tell(rng: Random) -> list[Event]:
    must_be_open = {"requisition_must_be_open": rng.random() < 0.5}
    told_ = [programme(**TERMS, ownership=must_be_open)]
    told_ += [event for number in range(REFERRALS) for event in _claim(rng, number)]
    return told_ + [_about(rng) for _ in range(rng.randrange(4, 20))]


def _changed(before: list[Event], new: Event) -> set[str]:
    """The referrals whose rows differ on one of the days."""
    one, other = all_told(before), all_told([*before, new])
    days = [FIRST + timedelta(number) for number in range(-1, DAYS + 1, 2)]
    pairs = [pair for day in days for pair in zip(decide(one, day), decide(other, day), strict=True)]
    return {row.referral for row, then in pairs if row != then}


def _above(events: list[Event], who: str) -> set[str]:
    """Everybody who was ever on record as the manager, or as a manager's manager."""
    pairs = [(event["data"].get("employee"), event["data"].get("manager")) for event in events]
    found: set[str] = set()
    frontier = {who}
    while frontier:
        frontier = {manager for employee, manager in pairs if employee in frontier and manager} - found
        found |= frontier
    return found


def _reached(reach: Reach, events: list[Event], new: Event) -> set[str]:
    above = _above([*events, new], new["data"].get("employee", "")) if reach.above else set()
    made = [event for event in events if event["type"] == "hr.referral.made.v1"]
    return {
        event["data"]["referral"]
        for event in made
        if (reach.since is not None and event["time"][:10] >= reach.since.isoformat())
        or event["data"]["referrer"] in reach.referrers | above
    }


def _thing(event: Event) -> str | None:
    data = event["data"]
    about = event["type"].split(".")[1]
    return data.get(about) if about in ("requisition", "employee") else None


@given(strategies.integers(0, 2**48))
@settings(deadline=None)
def test_whoever_reads_differently_is_reached(seed: int) -> None:
    rng = Random(seed)
    before, new = _tell(rng), _about(rng)
    older = all_told(
        event for event in before if event["type"][3:6] == new["type"][3:6] and _thing(event) == _thing(new)
    )
    reach = find_reach(older, [told(new)])
    if reach is not None:
        assert _changed(before, new) <= _reached(reach, before, new)


POST = [opened("Q-1", "2026-01-05", hiring_manager="E-9"), opened("Q-1", "2026-01-07", hiring_manager="E-8")]
COLLEAGUE = [recorded("E-1", "2026-01-05", roles=["nurse"])]


def _updated(on: str, day: str = "2026-01-20", **more: Any) -> Event:
    return fact("requisition.updated", day, requisition="Q-1", effective_on=on, **more)


@pytest.mark.parametrize(
    ("older", "new", "reach"),
    [
        ([], _updated("2026-01-20", level="senior"), NOBODY),
        (POST, _updated("2026-01-20", title="Nurse", openings=4), NOBODY),
        (POST, _updated("2026-01-05", title="Nurse"), None),
        (POST, _updated("2026-01-06", title="Nurse"), NOBODY),
        (POST, _updated("2026-01-06", "2026-01-05", title="Nurse"), None),
        (POST, _updated("2026-01-20", level="senior"), Reach(since=date(2026, 1, 20))),
        (POST, _updated("2026-01-08", bonus={"amount": "5", "currency": "EUR"}), Reach(since=date(2026, 1, 8))),
        (POST, _updated("2026-01-07", department="nursing"), Reach(since=date.min)),
        (POST, _updated("2026-01-06", department="nursing"), Reach(since=date.min)),
        (POST, _updated("2026-01-20", hiring_manager="E-7"), Reach(referrers=frozenset({"E-7", "E-8", "E-9"}))),
        (POST, opened("Q-1", "2026-01-20"), None),
        (POST, fact("requisition.closed", "2026-01-20", requisition="Q-1", closed_on="2026-01-18"),
         Reach(since=date(2026, 1, 18))),
        ([], recorded("E-1", "2026-01-20", roles=["nurse"]), None),
        (COLLEAGUE, recorded("E-1", "2026-01-05", roles=["nurse"]), None),
        (COLLEAGUE, recorded("E-1", "2026-01-06", roles=["nurse"]), Reach(since=date(2026, 1, 6))),
        (COLLEAGUE, {**recorded("E-1", "2026-01-06", roles=["nurse"]), "time": "2026-01-02T09:00:00Z"}, None),
        (COLLEAGUE, recorded("E-1", "2026-01-06", manager="E-2"), Reach(above=True)),
        (COLLEAGUE, recorded("E-1", "2026-01-06", location="Bern", name="N. N."), NOBODY),
        (COLLEAGUE, recorded("E-1", "2026-01-06", number="17"), None),
        (COLLEAGUE, employed("E-1", "2026-01-06"), None),
    ],
)  # fmt: skip
def test_what_reaches_whom(older: list[Event], new: Event, reach: Reach | None) -> None:
    assert find_reach(all_told(older), [told(new)]) == reach


def test_several_facts_reach_whom_each_of_them_reaches() -> None:
    new = [_updated("2026-01-20", level="senior"), _updated("2026-01-10", level="junior", hiring_manager="E-7")]
    assert find_reach(all_told(POST), all_told(new)) == Reach(date(2026, 1, 10), frozenset({"E-7", "E-8", "E-9"}))
    assert find_reach(all_told(POST), all_told([*new, opened("Q-1", "2026-01-20")])) is None
