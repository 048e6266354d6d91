"""Crowds: one id that stands for too many, a placeholder most likely."""

from collections.abc import Iterator
from datetime import date

from domain.facts.candidate import CandidateMerged, CandidatePairing
from domain.state.entry import Entry, of_kind
from domain.state.organisation import Organisation
from domain.state.person import Person
from domain.state.spell import Spell
from projections.exceptions.found import Found, name_facts
from projections.exceptions.starts import find_known_since

MOST_CANDIDATES = 20
MOST_APPLICATIONS = 100
MOST_SPELLS = 20

_MEND = "Look whether this is a placeholder or a wrong merge; undo the merge, or give each person an id of their own."


def list_crowds(organisation: Organisation) -> Iterator[Found]:
    """List the persons of too many candidates or applications, and the employees of too many spells."""
    persons = {id(person): person for person in organisation.persons.values()}.values()
    for person in persons:
        if len(person.candidates) > MOST_CANDIDATES:
            yield _tell_candidates(person, organisation)
        if len(person.announced) > MOST_APPLICATIONS:
            yield _tell_applications(person)
    by_employee: dict[str, list[Spell]] = {}
    for spell in organisation.spells.values():
        if not spell.cancelled:
            by_employee.setdefault(spell.employee, []).append(spell)
    for employee, spells in by_employee.items():
        if len(spells) > MOST_SPELLS:
            yield _tell_spells(employee, spells)


def _tell_candidates(person: Person, organisation: Organisation) -> Found:
    latest: dict[tuple[str, str], Entry[CandidatePairing]] = {}
    for entry in of_kind(organisation.facts.all_of("merges"), CandidatePairing):
        if entry.day <= organisation.as_of and entry.data.winning in person.candidates:
            latest[entry.data.losing, entry.data.winning] = entry
    merges = sorted((entry for entry in latest.values() if _joins(entry)), key=lambda entry: entry.order)
    name = person.name
    says = f"{len(person.candidates)} candidates are merged into one person, {name} among them."
    return _find(
        "candidate", name, "candidates", _find_merged_since(merges, person, organisation), says, name_facts(merges)
    )


def _joins(entry: Entry[CandidatePairing]) -> bool:
    return isinstance(entry.data, CandidateMerged)


def _find_merged_since(merges: list[Entry[CandidatePairing]], person: Person, organisation: Organisation) -> date:
    """Find the day on which the merges first joined too many; those whom only links join have been so for ever."""
    groups: dict[str, set[str]] = {}
    for entry in merges:
        one, other = (groups.get(each, {each}) for each in (entry.data.losing, entry.data.winning))
        joined = one | other
        if len(joined) > MOST_CANDIDATES:
            return entry.day
        groups.update(dict.fromkeys(joined, joined))
    named = [name.day for each in person.candidates for name in organisation.candidate_names(each)]
    return min([*named, *(application.submitted_on for application in person.announced)], default=date.min)


def _tell_applications(person: Person) -> Found:
    applied = sorted(person.announced, key=lambda application: application.submission)
    name = person.name
    says = f"{len(applied)} applications are of one person, candidate {name}."
    facts = name_facts(application.submitted for application in applied)
    return _find("candidate", name, "applications", applied[MOST_APPLICATIONS].submitted_on, says, facts)


def _tell_spells(employee: str, spells: list[Spell]) -> Found:
    known = sorted((find_known_since(spell), spell.place) for spell in spells)
    says = f"{len(spells)} employments are of one employee, {employee}."
    facts = name_facts(spell.starts[0] for spell in spells)
    return _find("employee", employee, "spells", known[MOST_SPELLS][0], says, facts)


def _find(kind: str, id_: str, part: str, since: date, says: str, facts: tuple[str, ...]) -> Found:
    return Found("suspiciously_many", f"{kind}/{id_}", kind, id_, None, since, since, says, _MEND, facts, part=part)
