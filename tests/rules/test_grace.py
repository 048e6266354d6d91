"""The grace of a referral that comes after the application, to the microsecond (spec/bonus.md, "Covers")."""

from collections.abc import Sequence

import pytest

from tests.support.borders import ago, at, house, standing, table
from tests.support.story import Event, applied, employed, opened, programme, referred

LATE = "referral_after_application"
NO_GRACE = [*house(), referred()]
TWO_DAYS = [*house(ownership={"grace_hours": 48}), referred()]


@pytest.mark.parametrize(
    ("told", "days_before", "time", "expected"),
    [
        pytest.param(NO_GRACE, 0, "09:00:00.000001Z", "waiting for offer", id="applied just after the referral"),
        pytest.param(NO_GRACE, 0, "09:00:00Z", "waiting for offer", id="applied at the same instant"),
        pytest.param(NO_GRACE, 0, "08:59:59.999999Z", LATE, id="applied a microsecond before the referral"),
        pytest.param(TWO_DAYS, 2, "09:00:00.000001Z", "waiting for offer", id="just within the grace"),
        pytest.param(TWO_DAYS, 2, "09:00:00Z", "waiting for offer", id="exactly 48 hours before"),
        pytest.param(TWO_DAYS, 2, "08:59:59.999999Z", LATE, id="a microsecond more than 48 hours before"),
        pytest.param(TWO_DAYS, 2, "10:00:00+01:00", "waiting for offer", id="exactly 48 hours, told in another zone"),
    ],
)
def test_grace_is_counted_in_hours(told: list[Event], days_before: int, time: str, expected: str) -> None:
    assert standing([*told, at(applied(day=ago(days_before)), time)], "2026-01-30") == expected


@table(
    ("grace reaches back before the window", [*TWO_DAYS, applied(day=ago(1))], "2026-01-30", "waiting for offer"),
    (
        "an hour less of grace does not",
        [*house(ownership={"grace_hours": 23}), referred(), applied(day=ago(1))],
        "2026-01-30",
        LATE,
    ),
    (
        "an hour more of grace does",
        [*house(ownership={"grace_hours": 24}), referred(), applied(day=ago(1))],
        "2026-01-30",
        "waiting for offer",
    ),
)
def test_the_hours_of_the_terms_count(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected


FIRST = "0001-01-01"
EARLY = [programme(1, FIRST, FIRST, ownership={"grace_hours": 48}), employed("E-1", FIRST), opened(day=FIRST)]


@pytest.mark.parametrize("time", ["00:00:00Z", "08:59:59Z"])
def test_a_grace_from_before_the_calendar_begins_covers_all_of_its_first_days(time: str) -> None:
    facts = [*EARLY, referred(day=FIRST), at(applied(day=FIRST), time)]
    assert standing(facts, FIRST) == "waiting for offer"
