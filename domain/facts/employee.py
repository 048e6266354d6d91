"""Facts about employees: names, places, managers and roles, in force from a date on."""

from datetime import date
from typing import ClassVar

from domain.facts.base import Fact, Folded, Use, use
from domain.facts.fields import Id, OptionalId, OptionalText, PersonalText, Texts
from domain.facts.keys import Key, list_keys


class EmployeeRecorded(Fact, frozen=True, kw_only=True):
    """What is on record about an employee from a day on; a field left out keeps its value."""

    TOPIC: ClassVar[str] = "hr.employee.recorded.v1"
    KIND: ClassVar[str] = "employee"
    FOLDED_INTO: ClassVar[Folded | None] = "employees"

    employee: Id
    effective_on: date
    name: PersonalText = None
    email: PersonalText = None
    personal_email: PersonalText = None
    number: OptionalText = None
    department: OptionalText = None
    manager: OptionalId = None
    roles: Texts | None = None
    location: OptionalText = None

    @property
    def thing(self) -> str:
        """The employee's id."""
        return self.employee

    @property
    def uses(self) -> tuple[Use, ...]:
        """The manager, and through the manager everybody above."""
        return use("employee", self.manager, "manager")

    @property
    def keys(self) -> tuple[Key, ...]:
        """The number and both addresses."""
        return list_keys(self.number, (self.email, self.personal_email))

    @property
    def counts_from(self) -> date:
        """The day from which it is so."""
        return self.effective_on

    def describe(self) -> str:
        """Say of which fields something is on record, but of nobody's name or address."""
        told = (
            ("number", self.number),
            ("department", self.department),
            ("manager", self.manager),
            ("roles", self.roles),
            ("location", self.location),
        )
        said = ", ".join(name for name, value in told if value)
        return f"{self.employee}'s record from {self.effective_on}{said and f': {said}'}."


class EmployeeErased(Fact, frozen=True, kw_only=True):
    """An erasure was asked for. Recorded; changes no decision."""

    TOPIC: ClassVar[str] = "hr.employee.erased.v1"
    KIND: ClassVar[str] = "employee"

    employee: Id
    request: OptionalText = None

    @property
    def thing(self) -> str:
        """The employee's id."""
        return self.employee

    def describe(self) -> str:
        """Say that an erasure was asked for."""
        return f"Personal data of {self.employee} erased on request."
