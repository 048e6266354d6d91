"""Refuses what is still to come: nothing is recorded, and nothing has fallen due, before its time."""

from datetime import UTC, date, datetime, timedelta, tzinfo

from api.command.errors import Refused

TOLERANCE = timedelta(minutes=5)
"""Clocks differ: so far ahead of ours counts as now."""


def refuse_instant_to_come(instant: datetime) -> None:
    """Raise Refused for an instant of recording that is still to come."""
    if instant > datetime.now(UTC) + TOLERANCE:
        raise Refused(
            "--recorded-at is still to come: what is recorded as of then stops every recording until then."
            " Only for tests: --force."
        )


def refuse_day_to_come(day: date, zone: tzinfo) -> None:
    """Raise Refused for a day that has not begun in the organisation's time zone."""
    if day > (datetime.now(UTC) + TOLERANCE).astimezone(zone).date():
        raise Refused(f"{day} is still to come: nothing has fallen due by then. Only for tests: --force.")
