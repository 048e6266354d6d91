"""Fields in force by their date: searched and kept, they say the same as going through the facts each time."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, strategies

from domain.facts.employee import EmployeeRecorded
from domain.state.dated import DatedFields
from domain.state.entry import Entry, carried
from domain.state.periods import periods

FIRST = date(2026, 1, 1)
days = strategies.integers(0, 6).map(lambda number: FIRST + timedelta(number))
Told = list[tuple[date, str | None]]
told = strategies.lists(strategies.tuples(days, strategies.sampled_from(("E-1", "E-2", "", None))), max_size=24)


def _manager(fact: EmployeeRecorded) -> str | None:
    return fact.manager


def _fields(said: Told) -> DatedFields[EmployeeRecorded]:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return DatedFields(
        (
            day,
            Entry((at, "", "", f"{number:03}"), FIRST, EmployeeRecorded(employee="E-9", effective_on=day, manager=who)),
        )
        for number, (day, who) in enumerate(said)
    )


def _plainly_on(said: Told, day: date) -> str | None:
    """The definition: of the facts dated by the day, the latest value; before them, that of the first."""
    in_order = sorted(_fields(said).up_to(date.max), key=lambda entry: (entry.data.effective_on, entry.order))
    return carried([entry for entry in in_order if entry.data.effective_on <= day] or in_order[:1], _manager)


@given(told, days)
def test_in_force_on_a_day(said: Told, day: date) -> None:
    assert _fields(said).on(day, _manager) == _plainly_on(said, day)


@given(told, days)
def test_the_first_day_with_a_value(said: Told, day: date) -> None:
    found = periods(_fields(said), _manager)
    for who in ("E-1", "E-2", None):
        coming = [FIRST + timedelta(number) for number in range(9) if FIRST + timedelta(number) >= day]
        expected = next((each for each in coming if _plainly_on(said, each) == who), None) if said else None
        assert (found[who].first_day_from(day) if who in found else None) == expected
