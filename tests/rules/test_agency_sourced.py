"""`agency_sourced`: an agency's application, before the referral and less than `agency_within_days` days old."""

from collections.abc import Sequence
from datetime import date

import pytest

from tests.rules.explaining import explained, rule
from tests.support.borders import after, ago, at, house, rejected, standing, table
from tests.support.story import Event, applied, referred

BARRED, FREE = "agency_sourced", "waiting for application"
ASKED = "2026-02-01"
GRACE = {"grace_hours": 48}


def told(ownership: dict[str, int] | None = None, **candidate: object) -> list[Event]:
    return [*house(candidate=candidate, ownership=ownership or {}), referred()]


def brought(days_before: int, source: str = "agency") -> list[Event]:
    """An application that many days before the referral, rejected at once, so that it bars by nothing else."""
    told = at(applied(day=ago(days_before), source=source), "08:00:00Z")
    return [told, at(rejected(day=ago(days_before)), "08:00:00Z")]


@table(
    ("364 days before, of 365 where nothing is said", [*told(), *brought(364)], ASKED, BARRED),
    ("365 days before", [*told(), *brought(365)], ASKED, FREE),
    ("366 days before", [*told(), *brought(366)], ASKED, FREE),
    ("29 days before, of 30", [*told(agency_within_days=30), *brought(29)], ASKED, BARRED),
    ("30 days before, of 30", [*told(agency_within_days=30), *brought(30)], ASKED, FREE),
    ("an hour before", [*told(), *brought(0)], ASKED, BARRED),
    ("a limit of 0 days bars nobody", [*told(agency_within_days=0), *brought(0)], ASKED, FREE),
    ("however long ago", [*told(agency_within_days=None), *brought(9_000)], ASKED, BARRED),
    ("the programme allows agencies", [*told(agency_allowed=True), *brought(1)], ASKED, FREE),
    ("another source", [*told(), *brought(1, "event")], ASKED, FREE),
    ("no source", [*told(), *brought(1, "")], ASKED, FREE),
    ("after the referral", [*told(), applied(day=after(1), source="agency")], ASKED, "waiting for offer"),
    ("after the referral, on its day", [*told(), applied(day=after(0), source="agency")], ASKED, "waiting for offer"),
    ("before the referral, and covered within the grace", [*told(GRACE), applied(day=ago(1), source="agency")], ASKED,
     BARRED),
    ("a source that was corrected", [*told(), *brought(1), applied(day=ago(1), source="referral")], ASKED, FREE),
)  # fmt: skip
def test_an_agency_had_brought_the_candidate(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected


@pytest.mark.parametrize("within", [None, 365])
def test_the_first_application_is_told(within: int | None) -> None:
    second = [{**each, "data": {**each["data"], "application": "A-2"}} for each in brought(20)]
    found = explained([*told(agency_within_days=within), *brought(30), *second], ASKED)["R-1", "day-90"]
    assert rule(found, "agency_sourced").values["submitted_on"] == date.fromisoformat(ago(30))
