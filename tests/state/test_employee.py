"""An employee's record: the days on which another manager comes into force."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from domain.facts.employee import EmployeeRecorded
from domain.state.employee import Employee
from domain.state.entry import Entry

DAYS = [date(2026, 1, day) for day in range(1, 6)]


@pytest.mark.parametrize(
    ("managers", "changed_on"),
    [
        ([], []),
        (["E-1"], []),
        (["E-1", "E-1"], []),
        (["E-1", "E-2"], [2]),
        (["E-2", "E-1"], [2]),
        (["E-1", None, "E-2"], [3]),
        ([None, "E-1", "E-1", "E-2", "E-1"], [2, 4, 5]),
        (["E-1", "", "E-1"], [2, 3]),
    ],
)
def test_another_manager_comes_into_force(managers: Sequence[str | None], changed_on: list[int]) -> None:
    facts = [
        EmployeeRecorded(employee="E-9", effective_on=day, manager=manager)
        for day, manager in zip(DAYS, managers, strict=False)
    ]
    told = datetime(2026, 1, 1, tzinfo=UTC)
    entries = [Entry((told, "", "", f"{number}"), DAYS[0], fact) for number, fact in enumerate(facts)]
    found = Employee("E-9", entries, DAYS[-1], str).manager_changes()
    assert [day.day for day in found] == changed_on
