"""A spell of employment: on which days it runs."""

from datetime import date

import pytest

from domain.state.organisation import Organisation
from tests.support.borders import spell
from tests.support.told import all_told


@pytest.mark.parametrize(
    ("last_day", "day", "runs"),
    [
        (None, "2026-03-01", False),
        (None, "2026-03-02", True),
        (None, "2030-01-01", True),
        ("2026-03-20", "2026-03-01", False),
        ("2026-03-20", "2026-03-02", True),
        ("2026-03-20", "2026-03-20", True),
        ("2026-03-20", "2026-03-21", False),
        ("2026-03-02", "2026-03-02", True),
    ],
)
def test_it_runs_from_its_start_date_to_its_last_day(last_day: str | None, day: str, runs: bool) -> None:
    told = Organisation(all_told(spell(1, "2026-03-02", last_day)), date(2031, 1, 1))
    assert told.spells["EM-1"].runs_on(date.fromisoformat(day)) == runs
