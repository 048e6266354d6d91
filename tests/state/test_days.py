"""Civil days: arithmetic up to the calendar's ends, the day of an instant, the first instant of a day."""

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest

from domain.state.days import day_in, first_instant, plus

FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        (date(2026, 2, 28), 1, date(2026, 3, 1)),
        (date(2024, 2, 28), 1, date(2024, 2, 29)),
        (date(2026, 3, 1), -365, date(2025, 3, 1)),
        (date(2026, 3, 1), 0, date(2026, 3, 1)),
        (date(9999, 12, 30), 1, date.max),
        (date(9999, 12, 31), 1, date.max),
        (date(9999, 12, 31), 36_500, date.max),
        (date(1, 1, 2), -1, date.min),
        (date(1, 1, 1), -1, date.min),
        (date(1, 1, 1), 0, date.min),
        (date(1, 1, 1), -365, date.min),
    ],
)
def test_days_stay_in_the_calendar(day: date, days: int, expected: date) -> None:
    assert plus(day, days) == expected


@pytest.mark.parametrize(
    ("zone", "instant", "expected"),
    [
        (UTC, datetime(2026, 1, 12, 23, 59, 59, 999_999, UTC), date(2026, 1, 12)),
        (UTC, datetime(2026, 1, 13, tzinfo=UTC), date(2026, 1, 13)),
        (ZoneInfo("UTC"), datetime(2026, 1, 13, tzinfo=UTC), date(2026, 1, 13)),
        (ZoneInfo("Pacific/Auckland"), datetime(2026, 1, 12, 10, 59, 59, tzinfo=UTC), date(2026, 1, 12)),
        (ZoneInfo("Pacific/Auckland"), datetime(2026, 1, 12, 11, tzinfo=UTC), date(2026, 1, 13)),
        (timezone(timedelta(hours=-8)), datetime(2026, 1, 13, 7, 59, tzinfo=UTC), date(2026, 1, 12)),
        (timezone(timedelta(hours=-8)), datetime(2026, 1, 13, 8, tzinfo=UTC), date(2026, 1, 13)),
    ],
)
def test_an_instant_has_the_day_of_the_zone(zone: tzinfo, instant: datetime, expected: date) -> None:
    assert day_in(zone)(instant) == expected


@pytest.mark.parametrize(
    ("zone", "day", "expected"),
    [
        ("UTC", date(2026, 3, 2), datetime(2026, 3, 2, tzinfo=UTC)),
        ("Pacific/Auckland", date(2026, 3, 2), datetime(2026, 3, 1, 11, tzinfo=UTC)),
        ("America/Los_Angeles", date(2026, 3, 2), datetime(2026, 3, 2, 8, tzinfo=UTC)),
        # Clocks go from 23:59:59 to 01:00: the first instant is the one of the change.
        ("America/Santiago", date(2026, 9, 6), datetime(2026, 9, 6, 4, tzinfo=UTC)),
        ("Pacific/Auckland", date.min, datetime.min.replace(tzinfo=UTC)),
    ],
)
def test_the_first_instant_of_a_day(zone: str, day: date, expected: datetime) -> None:
    found = first_instant(day, ZoneInfo(zone))
    assert found == expected
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    ("zone", "instant", "expected"),
    [
        ("America/Los_Angeles", FIRST, date.min),
        ("Pacific/Kiritimati", FIRST, date.min),
        ("Pacific/Kiritimati", LAST, date.max),
        ("America/Los_Angeles", LAST, date.max),
        ("UTC", LAST, date.max),
    ],
)
def test_at_the_ends_of_the_calendar_the_day_stays_in_it(zone: str, instant: datetime, expected: date) -> None:
    assert day_in(ZoneInfo(zone))(instant) == expected
