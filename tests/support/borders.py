"""Test support: tables of borders. A line is the rule in words, the facts, the day asked, and what must be answered."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

import pytest

from domain.rules.decide import decide
from domain.rules.row import Row
from tests.support.story import Event, employed, fact, opened, programme
from tests.support.told import all_told

Border = tuple[str, Sequence[Event], str, Any]
"""Title, facts, day asked, expected."""

REFERRED = "2026-01-12"
"""The day of the referral of tests.support.story, made at nine o'clock UTC."""


def table(*borders: Border) -> pytest.MarkDecorator:
    """Runs a test once a line, with the arguments `facts`, `day` and `expected`."""
    assert len({border[0] for border in borders}) == len(borders)
    return pytest.mark.parametrize(
        ("facts", "day", "expected"), [pytest.param(*border[1:], id=border[0]) for border in borders]
    )


def decided(facts: Sequence[Event], day: str, zone: tzinfo = UTC) -> list[Row]:
    """The rows on the day, which must be the same in whatever order the facts arrive."""
    arrived = all_told(facts)
    rows = decide(arrived, date.fromisoformat(day), None, zone)
    assert decide(arrived[::-1], date.fromisoformat(day), None, zone) == rows
    return rows


def row(facts: Sequence[Event], day: str, referral: str = "R-1", zone: tzinfo = UTC) -> Row:
    """The one row of a referral."""
    (found,) = [each for each in decided(facts, day, zone) if each.referral == referral]
    return found


def standing(facts: Sequence[Event], day: str, referral: str = "R-1", zone: tzinfo = UTC) -> str:
    """Where the referral's one row stands: `earned`, what it is waiting for, or the reasons why it earns nothing."""
    return stands(row(facts, day, referral, zone))


def stands(found: Row) -> str:
    """Where a row stands, in words."""
    if found.waiting_for is not None:
        return f"waiting for {found.waiting_for}"
    return ", ".join(found.reasons) or found.entitlement


def standings(facts: Sequence[Event], day: str) -> dict[str, str]:
    """Where each referral's one row stands."""
    return {each.referral: stands(each) for each in decided(facts, day)}


def after(days: int, day: str = REFERRED) -> str:
    """The day so many days after the referral's, or after another."""
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def ago(days: int) -> str:
    """The day so many days before the referral's."""
    return after(-days)


def at(event: Event, time: str) -> Event:
    """The event at another time: of its own day (`08:59:59Z`), or whole (`2026-01-12T09:00:00+01:00`)."""
    return {**event, "time": time if "T" in time else f"{event['time'][:10]}T{time}"}


def told_on(event: Event, day: str) -> Event:
    """The event, told on another day than it speaks of."""
    return {**event, "time": f"{day}T09:00:00Z"}


def house(**terms: Any) -> list[Event]:
    """A programme, its referrer E-1, and a post Q-1."""
    return [programme(**terms), employed("E-1"), opened()]


def spell(
    number: int, first_day: str, last_day: str | None = None, reason: str = "resigned", **more: Any
) -> list[Event]:
    """Employment EM-N of H-1, for candidate C-1 if nothing else is said; each fact told on its day."""
    said = {"employee": "H-1", "candidate": "C-1", "start_date": first_day, **more}
    begun = fact("employment.started", first_day, employment=f"EM-{number}", **said)
    return [begun] if last_day is None else [begun, ended(f"EM-{number}", last_day, reason=reason)]


def ended(employment: str, last_day: str, **more: Any) -> Event:
    """The employment ends, told on its last day."""
    return fact("employment.ended", last_day, employment=employment, last_day=last_day, **more)


def changed(day: str, employment: str = "EM-1", **more: Any) -> Event:
    """Schedule, hours or type of an employment change on the day."""
    return fact("employment.changed", day, employment=employment, effective_on=day, **more)


def rejected(number: int = 1, day: str = "2026-01-25") -> Event:
    """Application A-N is rejected."""
    return fact("application.rejected", day, application=f"A-{number}")


def leave(
    first_day: str, last_day: str | None = None, employment: str = "EM-1", name: str = "L-1", **more: Any
) -> Event:
    """A leave, unpaid if nothing else is said; open if it has no last day."""
    said = {"leave": name, "employment": employment, "first_day": first_day, "paid": False, **more}
    return fact("leave.recorded", first_day, **said, last_day=last_day)


def instant(text: str) -> datetime:
    """The instant that the text names."""
    return datetime.fromisoformat(text)
