"""Facts about employees: names, places, managers and roles, in force from a date on."""

from datetime import date
from typing import ClassVar

from domain.facts.base import Fact
from domain.facts.fields import Id, OptionalId, OptionalText, PersonalText, Texts


class EmployeeRecorded(Fact, frozen=True, kw_only=True):
    """What is on record about an employee from a day on; a field left out keeps its value."""

    TOPIC: ClassVar[str] = "hr.employee.recorded.v1"

    employee: Id
    effective_on: date
    name: PersonalText = None
    email: PersonalText = None
    department: OptionalText = None
    manager: OptionalId = None
    roles: Texts | None = None
    location: OptionalText = None

    @property
    def stream(self) -> str:
        """The employee's."""
        return f"employee/{self.employee}"
