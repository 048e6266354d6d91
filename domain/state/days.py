"""Civil days: the arithmetic of dates and the one place where an instant becomes a day."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import partial
from zoneinfo import ZoneInfo

DayOf = Callable[[datetime], date]


def plus(day: date, days: int) -> date:
    """Add a number of days to a day (negative: earlier), but never leave the calendar's first and last day."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.max if days > 0 else date.min


def day_in(zone: tzinfo) -> DayOf:
    """Give the function from an instant to its day in a time zone (spec/bonus.md, "Day of an instant")."""
    if zone is UTC or (isinstance(zone, ZoneInfo) and zone.key == "UTC"):
        return _day_in_utc
    return partial(_day_in, zone)


def _day_in(zone: tzinfo, instant: datetime) -> date:
    try:
        return instant.astimezone(zone).date()
    except OverflowError:  # at either end of the calendar the day stays in it, as in `plus`
        return date.min if instant.year == date.min.year else date.max


def _day_in_utc(instant: datetime) -> date:
    return instant.date()


def first_instant(day: date, zone: tzinfo) -> datetime:
    """Find the instant at which a day begins in the zone; after a midnight that a clock change skips, the next one."""
    try:
        return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
    except OverflowError:  # the calendar's very first day, east of Greenwich
        return datetime.min.replace(tzinfo=UTC)
