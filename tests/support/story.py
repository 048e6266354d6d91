"""Test support: a small story to change: one referral, from the promise to the hire, told fact by fact."""

from itertools import count
from typing import Any

Event = dict[str, Any]

_numbers = count(1)


def fact(kind: str, day: str, **data: Any) -> Event:
    """One event of the feed, `hr.KIND.v1`, that happened at nine o'clock of the day."""
    return {
        "specversion": "1.0",
        "id": f"e{next(_numbers):06}",
        "source": "/test",
        "type": f"hr.{kind}.v1",
        "time": f"{day}T09:00:00Z",
        "data": data,
    }


def programme(version: int = 1, effective_from: str = "2026-01-01", day: str = "2025-12-01", **terms: Any) -> Event:
    """A version of the programme; 1,000 USD after ninety days but for what the terms say."""
    said = {"amount": {"currency": "USD", "default": "1000.00"}, **terms}
    return fact("bonus_program.published", day, version=version, effective_from=effective_from, terms=said)


def employed(employee: str, start_date: str = "2020-01-06", **more: Any) -> Event:
    """An employment of somebody who has long been there."""
    said = {"employee": employee, "start_date": start_date, **more}
    return fact("employment.started", start_date, employment=f"EM-{employee}", **said)


def opened(requisition: str = "Q-1", day: str = "2026-01-05", **more: Any) -> Event:
    """A post is opened."""
    said = {"title": "Nurse", "hiring_manager": "E-9", "schedules": ["full_time"], **more}
    return fact("requisition.opened", day, requisition=requisition, opened_on=day, **said)


def recorded(employee: str, day: str, **more: Any) -> Event:
    """A personnel record takes effect."""
    return fact("employee.recorded", day, employee=employee, effective_on=day, **more)


def referred(number: int = 1, referrer: str = "E-1", day: str = "2026-01-12", **more: Any) -> Event:
    """Referral R-N of candidate C-N."""
    said = {"candidate": f"C-{number}", "requisition": "Q-1", **more}
    return fact("referral.made", day, referral=f"R-{number}", referrer=referrer, **said)


def applied(number: int = 1, day: str = "2026-01-20", **more: Any) -> Event:
    """Application A-N of candidate C-N."""
    said = {"candidate": f"C-{number}", "requisition": "Q-1", **more}
    return fact("application.submitted", day, application=f"A-{number}", **said)


def offered(number: int = 1, day: str = "2026-02-02", **more: Any) -> Event:
    """Offer O-N for application A-N."""
    return fact("offer.extended", day, offer=f"O-{number}", application=f"A-{number}", schedule="full_time", **more)


def accepted(number: int = 1, day: str = "2026-02-05") -> Event:
    """Offer O-N is accepted."""
    return fact("offer.accepted", day, offer=f"O-{number}")


def started(number: int = 1, day: str = "2026-03-02", employee: str | None = None, **more: Any) -> Event:
    """Candidate C-N is hired: employment EM-N of employee H-N."""
    said = {"employee": employee or f"H-{number}", "candidate": f"C-{number}", **more}
    return fact("employment.started", day, employment=f"EM-{number}", start_date=day, **said)


def hired(number: int = 1, referrer: str = "E-1", **started_with: Any) -> list[Event]:
    """A referral and all that follows, until the hire has begun: earned on 2026-05-31."""
    asked = [referred(number, referrer), applied(number), offered(number), accepted(number)]
    return [*asked, started(number, **started_with)]
