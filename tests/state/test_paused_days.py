"""Paused days: from which day on a tenure is served, at the borders of leaves and of the calendar."""

from datetime import date

import pytest

from domain.state.organisation import Organisation
from domain.state.paused import PausedDays
from tests.support.borders import leave, spell
from tests.support.story import Event
from tests.support.told import all_told

START = "2026-01-01"


def paused(*facts: Event, first_day: str = START, last_day: str | None = None) -> PausedDays:
    told = [*spell(1, first_day, last_day), *facts]
    return PausedDays(Organisation(all_told(told), date(9999, 12, 31)).spells.values())


NONE: list[Event] = []
ONE = [leave("2026-01-10", "2026-01-19")]
TWO = [*ONE, leave("2026-02-01", "2026-02-10", name="L-2")]
NESTED = [leave("2026-01-10", "2026-01-29"), leave("2026-01-12", "2026-01-14", name="L-2")]
TOUCHING = [leave("2026-01-10", "2026-01-14"), leave("2026-01-15", "2026-01-19", name="L-2")]
FOR_EVER = [leave("2026-01-10")]
TO_THE_DAY_BEFORE_THE_LAST = [leave("2026-01-10", "9999-12-30")]
BEFORE = [leave("2025-12-01", "2025-12-31")]


@pytest.mark.parametrize(
    ("leaves", "start", "days", "served_on"),
    [
        (NONE, START, 0, START),
        (NONE, START, 90, "2026-04-01"),
        (BEFORE, START, 90, "2026-04-01"),
        (ONE, START, 0, START),
        (ONE, START, 8, "2026-01-09"),
        (ONE, START, 9, "2026-01-10"),
        (ONE, START, 10, "2026-01-21"),
        (ONE, "2026-01-09", 1, "2026-01-10"),
        (ONE, "2026-01-10", 0, "2026-01-10"),
        (ONE, "2026-01-15", 0, "2026-01-15"),
        (ONE, "2026-01-15", 1, "2026-01-21"),
        (ONE, "2026-01-19", 1, "2026-01-21"),
        (ONE, "2026-01-20", 1, "2026-01-21"),
        (TWO, START, 21, "2026-02-01"),
        (TWO, START, 22, "2026-02-12"),
        (TWO, "2026-02-05", 0, "2026-02-05"),
        (TWO, "2026-02-05", 1, "2026-02-12"),
        (TWO, "2026-02-05", 20, "2026-03-03"),
        (NESTED, START, 10, "2026-01-31"),
        (TOUCHING, START, 10, "2026-01-21"),
        (FOR_EVER, START, 9, "2026-01-10"),
        (FOR_EVER, START, 10, None),
        (FOR_EVER, "2026-03-01", 1, None),
        (TO_THE_DAY_BEFORE_THE_LAST, START, 9, "2026-01-10"),
        (TO_THE_DAY_BEFORE_THE_LAST, START, 10, "9999-12-31"),
    ],
)
def test_the_day_by_which_days_are_served(leaves: list[Event], start: str, days: int, served_on: str | None) -> None:
    found = paused(*leaves).serve(date.fromisoformat(start), days)
    assert found == (None if served_on is None else date.fromisoformat(served_on))


@pytest.mark.parametrize(
    "outside",
    [leave("2025-11-01", "2025-11-30"), leave("2026-04-01", "2026-04-30"), leave("2026-02-01", "2026-01-20")],
    ids=["before the spell", "after its end", "ends before it begins"],
)
def test_a_leave_outside_its_spell_pauses_nothing(outside: Event) -> None:
    told = paused(*ONE, {**outside, "data": {**outside["data"], "leave": "L-9"}}, last_day="2026-03-31")
    assert told.serve(date(2026, 1, 1), 60) == date(2026, 3, 12)
