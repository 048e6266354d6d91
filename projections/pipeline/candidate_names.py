"""What candidates are called, for their applications."""

from domain.state.entry import carried
from domain.state.organisation import Organisation
from domain.state.person import Person


class CandidateNames:
    """Names as last said by the day, each found once: thousands of candidates may be one person."""

    def __init__(self, organisation: Organisation) -> None:
        self._organisation = organisation
        self._own: dict[str, str | None] = {}
        self._of_person: dict[int, str | None] = {}

    def find(self, candidate: str) -> str | None:
        """Find the candidate's name; where there is none, that of another of the same person's, the least id first."""
        return self._find_own(candidate) or self._find_anybodys(self._organisation.person(candidate))

    def _find_own(self, candidate: str) -> str | None:
        if candidate not in self._own:
            self._own[candidate] = carried(self._organisation.candidate_names(candidate), lambda fact: fact.name)
        return self._own[candidate]

    def _find_anybodys(self, person: Person) -> str | None:
        key = id(person)
        if key not in self._of_person:
            names = map(self._find_own, sorted(person.candidates))
            self._of_person[key] = next((name for name in names if name), None)
        return self._of_person[key]
