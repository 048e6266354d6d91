"""Personal data in read models: the few names that pages show pass through the same seam as the facts."""

from datetime import date
from typing import cast

from domain.facts.candidate import CandidateIdentified
from domain.facts.employee import EmployeeRecorded
from domain.store.seam import Seam


class Names:
    """Seals and opens candidates' and employees' names for the tables of read models."""

    def __init__(self, seam: Seam) -> None:
        self._seam = seam

    def seal(self, candidate: str, name: str | None) -> str | None:
        """Seal the name, as it may be kept."""
        if name is None:
            return None
        fact = CandidateIdentified(candidate=candidate, name=name)
        return cast(CandidateIdentified, self._seam.seal(fact.stream, fact)).name

    def open(self, candidate: str, sealed: str | None) -> str | None:
        """Open a sealed name, as it may be shown; None where its key is gone."""
        if sealed is None:
            return None
        fact = CandidateIdentified(candidate=candidate, name=sealed)
        return cast(CandidateIdentified, self._seam.open(fact.stream, fact)).name

    def seal_employee(self, employee: str, name: str | None) -> str | None:
        """Seal an employee's name as it may be kept."""
        if name is None:
            return None
        fact = _name_employee(employee, name)
        return cast(EmployeeRecorded, self._seam.seal(fact.stream, fact)).name

    def open_employee(self, employee: str, sealed: str | None) -> str | None:
        """Open an employee's name; None where its key is gone."""
        if sealed is None:
            return None
        fact = _name_employee(employee, sealed)
        return cast(EmployeeRecorded, self._seam.open(fact.stream, fact)).name


def _name_employee(employee: str, name: str) -> EmployeeRecorded:
    return EmployeeRecorded(employee=employee, effective_on=date.min, name=name)
