"""A spell that names nobody is taken to name whom the latest earlier spell of its employee names."""

from typing import Any, NamedTuple

import pytest

from tests.rules.explaining import explained
from tests.support.story import Event, employed, fact, hired, opened, programme, started

CANCELLED = fact("employment.cancelled", "2026-05-02", employment="EM-2")


def ended(number: int, last_day: str) -> Event:
    return fact("employment.ended", last_day, employment=f"EM-{number}", last_day=last_day)


def nameless(number: int, day: str, **more: Any) -> Event:
    return started(number, day, "H-1", candidate=None, **more)


class Later(NamedTuple):
    """What follows a temporary job of C-1 begun on 2026-03-02; which spell, of which application, is the hire."""

    title: str
    told: list[Event]
    hire: str
    application: str | None = "A-1"


LATER = [
    Later("nothing", [], "EM-1"),
    Later("the next contract", [ended(1, "2026-05-31"), nameless(2, "2026-06-01")], "EM-2"),
    Later("another employee's", [ended(1, "2026-05-31"), started(2, "2026-06-01", "H-2", candidate=None)], "EM-1"),
    Later("thirty days later", [ended(1, "2026-05-02"), nameless(2, "2026-06-01")], "EM-2"),
    Later("thirty-one days later", [ended(1, "2026-05-01"), nameless(2, "2026-06-01")], "EM-2", None),
    Later("an earlier one names nobody", [nameless(2, "2026-02-01")], "EM-1"),
    Later(
        "through one that is itself taken to name her",
        [nameless(2, "2026-05-01", employment_type="intern"), nameless(3, "2026-06-01")],
        "EM-3",
    ),
    Later(
        "not through a cancelled one that names another",
        [started(2, "2026-05-01", "H-1", candidate="C-2"), CANCELLED, nameless(3, "2026-06-01")],
        "EM-3",
    ),
    Later(
        "but through another's, if it was not cancelled",
        [started(2, "2026-05-01", "H-1", candidate="C-2"), nameless(3, "2026-06-01")],
        "EM-1",
    ),
]


@pytest.mark.parametrize("later", LATER, ids=lambda later: later.title)
def test_whose_hire_it_is(later: Later) -> None:
    told = [programme(), employed("E-1"), opened(), *hired(employment_type="temporary"), *later.told]
    row = explained(told)["R-1", "day-90"].row
    assert (row.employment, row.application) == (later.hire, later.application)
