"""The counting day of a spell: the first day, from its start date on, on which its type counts."""

from datetime import date
from typing import Any, NamedTuple

import pytest

from domain.state.organisation import Organisation
from tests.support.story import Event, fact, started
from tests.support.told import all_told

TYPES = ("regular", "per_diem")


def changed(effective_on: str, day: str = "2026-03-03", **more: Any) -> Event:
    return fact("employment.changed", day, employment="EM-1", effective_on=effective_on, **more)


class Change(NamedTuple):
    """What is told of the spell after it began as a temporary one on 2026-03-02, and from which day it counts."""

    title: str
    told: list[Event]
    counts_from: str | None


CHANGES = [
    Change("never", [], None),
    Change("from the change", [changed("2026-06-01", employment_type="regular")], "2026-06-01"),
    Change("a type of its own", [changed("2026-06-01", employment_type="per_diem")], "2026-06-01"),
    Change("to a type that does not count", [changed("2026-06-01", employment_type="intern")], None),
    Change("the day after the start", [changed("2026-03-03", employment_type="regular")], "2026-03-03"),
    Change("on the start date", [changed("2026-03-02", employment_type="regular")], "2026-03-02"),
    Change("dated before the start", [changed("2026-03-01", employment_type="regular")], "2026-03-02"),
    Change("cleared is regular", [changed("2026-06-01", employment_type="")], "2026-06-01"),
    Change("of the schedule only", [changed("2026-06-01", schedule="part_time")], None),
    Change(
        "the latest of one day counts",
        [
            changed("2026-06-01", day="2026-05-01", employment_type="regular"),
            changed("2026-06-01", day="2026-05-02", employment_type="intern"),
        ],
        None,
    ),
    Change(
        "the first, though it counts no more later",
        [changed("2026-06-01", employment_type="regular"), changed("2026-07-01", employment_type="temporary")],
        "2026-06-01",
    ),
    Change(
        "not a day before the start",
        [changed("2026-02-01", employment_type="regular"), changed("2026-03-01", employment_type="temporary")],
        None,
    ),
    Change(
        "the start moves over the change",
        [
            changed("2026-06-01", employment_type="regular"),
            fact("employment.start_corrected", "2026-03-04", employment="EM-1", start_date="2026-06-02"),
        ],
        "2026-06-02",
    ),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.title)
def test_the_counting_day(change: Change) -> None:
    told = all_told([started(employment_type="temporary"), *change.told])
    spell = Organisation(told, date(2026, 12, 31)).spells["EM-1"]
    expected = date.fromisoformat(change.counts_from) if change.counts_from else None
    assert spell.counting_day(TYPES) == expected
    assert spell.counting_day(()) is None
