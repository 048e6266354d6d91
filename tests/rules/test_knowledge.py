"""What had been recorded by K counts, to the microsecond; and the day of an instant is that of the zone."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.rules.decide import decide
from tests.support.borders import after, at, house, instant, row, spell, standing, stands
from tests.support.story import Event, applied, fact, referred
from tests.support.told import all_told

RECORDED = instant("2026-02-01T10:00:00+00:00")
MICROSECOND = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("known_at", "expected"),
    [
        (RECORDED - MICROSECOND, "waiting for application"),
        (RECORDED, "waiting for offer"),
        (RECORDED + MICROSECOND, "waiting for offer"),
        (instant("2026-02-01T11:00:00+01:00"), "waiting for offer"),
        (None, "waiting for offer"),
    ],
)
def test_a_fact_is_known_from_the_instant_of_its_recording(known_at: datetime | None, expected: str) -> None:
    facts = [*all_told([*house(), referred()]), *all_told([applied()], RECORDED)]
    (found,) = decide(facts, date(2026, 3, 1), known_at)
    assert stands(found) == expected


def test_a_referral_that_was_not_known_has_no_row() -> None:
    facts = all_told([*house(), referred()], RECORDED)
    assert decide(facts, date(2026, 3, 1), RECORDED - MICROSECOND) == []


AUCKLAND, LOS_ANGELES, UTC = (ZoneInfo(name) for name in ("Pacific/Auckland", "America/Los_Angeles", "UTC"))
LATE = "waiting for offer"


def promise(time: str) -> list[Event]:
    return [*house(ownership={"window_days": 10}), at(referred(), time)]


@pytest.mark.parametrize(
    ("zone", "time", "last_day"),
    [
        (UTC, "2026-01-12T23:59:59.999999Z", "2026-01-22"),
        (UTC, "2026-01-13T00:00:00Z", "2026-01-23"),
        (UTC, "2026-01-13T00:30:00+01:00", "2026-01-22"),
        (AUCKLAND, "2026-01-12T10:59:59.999999Z", "2026-01-22"),
        (AUCKLAND, "2026-01-12T11:00:00Z", "2026-01-23"),
        (LOS_ANGELES, "2026-01-13T07:59:59.999999Z", "2026-01-22"),
        (LOS_ANGELES, "2026-01-13T08:00:00Z", "2026-01-23"),
    ],
)
def test_the_day_of_an_instant(zone: ZoneInfo, time: str, last_day: str) -> None:
    assert standing(promise(time), last_day, zone=zone) == "waiting for application"
    assert standing(promise(time), after(1, last_day), zone=zone) == "referral_expired"


@pytest.mark.parametrize(
    ("zone", "made_at", "covered"),
    [
        (UTC, "2026-03-02T00:00:00Z", True),
        (UTC, "2026-03-02T00:00:00.000001Z", False),
        (AUCKLAND, "2026-03-01T11:00:00Z", True),
        (AUCKLAND, "2026-03-01T11:00:00.000001Z", False),
        (LOS_ANGELES, "2026-03-02T08:00:00Z", True),
        (LOS_ANGELES, "2026-03-02T08:00:00.000001Z", False),
    ],
)
def test_a_spell_stands_for_an_application_of_the_first_instant_of_its_start_date(
    zone: ZoneInfo, made_at: str, covered: bool
) -> None:
    facts = [*house(), at(referred(), made_at), *spell(1, "2026-03-02")]
    assert (row(facts, "2026-04-01", zone=zone).employment == "EM-1") == covered


@pytest.mark.parametrize(
    ("facts", "before", "on"),
    [
        ([applied(day="2026-02-03")], "waiting for application", "waiting for offer"),
        ([fact("referral.withdrawn", "2026-02-03", referral="R-1")], "waiting for application", "referral_withdrawn"),
    ],
)
def test_what_happened_after_the_day_asked_does_not_count(facts: Sequence[Event], before: str, on: str) -> None:
    assert standing([*house(), referred(), *facts], "2026-02-02") == before
    assert standing([*house(), referred(), *facts], "2026-02-03") == on


def test_a_referral_has_a_row_from_its_day_on() -> None:
    facts = all_told([*house(), referred()])
    assert decide(facts, date(2026, 1, 11)) == []
    assert len(decide(facts, date(2026, 1, 12))) == 1
