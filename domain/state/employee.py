"""An employee as the personnel record shows: roles, manager and department, by date."""

from collections.abc import Callable, Sequence
from datetime import date

from domain.facts.base import Fact
from domain.facts.employee import EmployeeRecorded
from domain.state.dated import DatedFields, counted_by
from domain.state.entry import Entry, of_kind


class Employee:
    """One employee's recorded facts as of a day."""

    __slots__ = ("_worker_of", "employee", "fields")

    def __init__(
        self, employee: str, entries: Sequence[Entry[Fact]], as_of: date, worker_of: Callable[[str], str]
    ) -> None:
        self._worker_of = worker_of
        self.employee = employee
        self.fields = DatedFields(counted_by(as_of, of_kind(entries, EmployeeRecorded), lambda fact: fact.effective_on))

    def roles_on(self, day: date) -> list[str]:
        """List the roles in force on the day."""
        return list(self.fields.on(day, _roles) or ())

    def manager_on(self, day: date) -> str | None:
        """Find the worker who was the employee's manager on the day, if that is on record."""
        manager = self.fields.on(day, _manager)
        return None if manager is None else self._worker_of(manager)

    def name_on(self, day: date) -> str | None:
        """Find the employee's name on the day, if that is on record."""
        return self.fields.on(day, _name)

    def manager_changes(self) -> list[date]:
        """List the days on which another manager comes into force."""
        managers = self.fields.values(_manager)
        return [day for day, old, new in zip(self.fields.days[1:], managers, managers[1:], strict=False) if old != new]


def _roles(fact: EmployeeRecorded) -> Sequence[str] | None:
    return fact.roles


def _manager(fact: EmployeeRecorded) -> str | None:
    return fact.manager


def _name(fact: EmployeeRecorded) -> str | None:
    return fact.name
