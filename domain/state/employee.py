"""An employee as the personnel record shows: roles, manager and department, by date."""

from collections.abc import Sequence
from datetime import date

from domain.state.dated import DatedFields, counted_by
from domain.state.entry import Entry


class Employee:
    """One employee's recorded facts as of a day."""

    __slots__ = ("employee", "fields")

    def __init__(self, employee: str, entries: Sequence[Entry], as_of: date) -> None:
        self.employee = employee
        self.fields = DatedFields(counted_by(as_of, entries, lambda fact: fact.effective_on))

    def roles_on(self, day: date) -> list[str]:
        """The roles in force on the day."""
        return list(self.fields.on(day, "roles") or ())

    def manager_on(self, day: date) -> str | None:
        """Who was the employee's manager on the day, if that is on record."""
        manager: str | None = self.fields.on(day, "manager")
        return manager
