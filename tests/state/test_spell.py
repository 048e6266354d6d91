"""A spell of employment: on which days it runs, and what it says when it is announced again."""

from datetime import date

import pytest

from domain.state.organisation import Organisation
from tests.support.borders import changed, spell, told_on
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


def test_what_is_announced_again_holds() -> None:
    first = spell(1, "2026-03-02", schedule="part_time", fte="0.5", employee="H-1")
    again = told_on(spell(1, "2026-03-04", schedule="full_time", fte="1", employee="H-2")[0], "2026-03-20")
    told = Organisation(all_told([*first, again, changed("2026-04-01", fte="0.8")]), date(2031, 1, 1)).spells["EM-1"]
    assert (told.employee, told.start_date, told.start.ref) == ("H-2", date(2026, 3, 4), f"/test#{again['id']}")
    hours = {day: (told.on(day).schedule, str(told.on(day).fte)) for day in (date(2026, 3, 31), date(2026, 4, 1))}
    assert hours == {date(2026, 3, 31): ("full_time", "1"), date(2026, 4, 1): ("full_time", "0.8")}
