"""The organisation as of a day: every thing that is known, folded from a flat list of facts."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, tzinfo
from functools import cached_property
from itertools import accumulate
from typing import TypeVar

from domain.facts.base import Fact, Recorded
from domain.facts.candidate import CandidateIdentified, CandidatePairing
from domain.state.application import Application, fold_application
from domain.state.by_thing import Sorted
from domain.state.chain import Chains
from domain.state.days import day_in
from domain.state.employee import Employee
from domain.state.entry import Entry, of_kind
from domain.state.hires import Hires
from domain.state.identity.identities import Identities, fold_identities
from domain.state.implied_application import ImpliedApplication
from domain.state.offer import Offer, fold_offer
from domain.state.person import Person, persons_of
from domain.state.programme import Programme
from domain.state.referral import Referral, fold_referral
from domain.state.requisition import Requisition
from domain.state.spell import Spell, fold_spell
from domain.state.spell_applications import find_applications_of_spells
from domain.state.stretch import Stretch, join_stretches

T = TypeVar("T")
NEVER = datetime.max.replace(tzinfo=UTC)


class Organisation:
    """What the facts say as of a day. Give only facts that were known: the fold does not look at recording times."""

    def __init__(self, facts: Iterable[Recorded[Fact]], as_of: date, zone: tzinfo = UTC) -> None:
        self.as_of = as_of
        self.zone = zone
        self.facts = Sorted(facts, day_in(zone))
        self.identities: Identities = fold_identities(self.facts)
        self.referrals: dict[str, Referral] = _known(self.facts.of("referrals"), fold_referral, as_of)
        self.applications: dict[str, Application] = _known(self.facts.of("applications"), fold_application, as_of)
        self.offers: dict[str, Offer] = _known(self.facts.of("offers"), fold_offer, as_of)
        self.spells: dict[str, Spell] = _known(self.facts.of("employments"), fold_spell, as_of)
        self.programme = Programme(self.facts.all_of("programme"), as_of)
        self._employees: dict[str, Employee] = {}
        self._requisitions: dict[str, Requisition] = {}
        self._stretches: dict[tuple[str, int], list[Stretch]] = {}
        self._chains: dict[int, Chains] = {}
        self._hires: dict[tuple[str, ...], Hires] = {}
        self._first_submissions: dict[int, list[datetime]] = {}
        self._spells_of_employee: dict[str, list[Spell]] = {}
        self._read_workers_for_employees()
        self._give_offers()
        self.persons = self._persons()
        self._give_applications_and_spells()
        self._spells_by_application: dict[int, list[Spell]] = {}
        self._find_applications_of_spells()

    def _read_workers_for_employees(self) -> None:
        if self.identities:
            for spell in self.spells.values():
                spell.employee = self.identities.worker_of(spell.employee)
            for referral in self.referrals.values():
                referral.referrer = self.identities.worker_of(referral.credited)

    def _give_offers(self) -> None:
        for offer in self.offers.values():
            application = self.applications.get(offer.application)
            if application is not None:
                application.offers.append(offer)

    def _persons(self) -> dict[str, Person]:
        named = {referral.candidate for referral in self.referrals.values()}
        named |= {application.candidate for application in self.applications.values()}
        named |= {spell.candidate for spell in self.spells.values() if spell.candidate}
        named |= {candidate for candidate in self.facts.of("candidates") if self.candidate_names(candidate)}
        merges = [entry for entry in of_kind(self.facts.all_of("merges"), CandidatePairing) if entry.day <= self.as_of]
        return persons_of(named, merges, self.identities.candidates.values())

    def _give_applications_and_spells(self) -> None:
        for application in self.applications.values():
            self.persons[application.candidate].announced.append(application)
        owners: dict[str, dict[int, Person]] = {}
        for spell in self.spells.values():
            self._spells_of_employee.setdefault(spell.employee, []).append(spell)
            for person in self._named_by(spell):
                owners.setdefault(spell.employee, {})[id(person)] = person
        # A spell is of every person that its employee has a spell of: the other spells of the same employee too.
        for spell in self.spells.values():
            for person in owners.get(spell.employee, {}).values():
                person.spells.append(spell)
        for person in {id(person): person for person in self.persons.values()}.values():
            person.applications = list(person.announced)

    def _named_by(self, spell: Spell) -> list[Person]:
        application = self.applications.get(spell.application) if spell.application else None
        candidates: list[str | None] = [application.candidate] if application else []
        named = [*candidates, spell.candidate]
        if not any(named):
            named = [self.identities.lead_of(spell.employee)]
        return [self.persons[candidate] for candidate in named if candidate]

    def _find_applications_of_spells(self) -> None:
        self.belonging = find_applications_of_spells(
            self.spells.values(), self.applications, self.persons, self.zone, self.identities.lead_of
        )
        for employment, application in self.belonging.items():
            if isinstance(application, ImpliedApplication) and application.spell.employment == employment:
                self.persons[application.candidate].applications.append(application)
            self._spells_by_application.setdefault(id(application), []).append(self.spells[employment])

    def person(self, candidate: str) -> Person:
        """Find the person that a candidate is."""
        return self.persons[candidate]

    def spells_for(self, application: Application) -> list[Spell]:
        """List the spells, cancelled ones included, whose application this is."""
        return self._spells_by_application.get(id(application), [])

    def hires(self, employment_types: tuple[str, ...]) -> Hires:
        """Give the hires of applications, for terms that pay for those types of employment."""
        if employment_types not in self._hires:
            self._hires[employment_types] = Hires(self.spells_for, employment_types)
        return self._hires[employment_types]

    def has_nobody_hired(self, application: Application) -> bool:
        """Tell whether an application has no spell, cancelled or not, and is not closed."""
        return not self.spells_for(application) and application.walk.state != "closed"

    def first_submissions(self, stretch: Stretch) -> list[datetime]:
        """List, for each spell of a stretch, the first instant at which it or one before it in the stretch applied."""
        key = id(stretch)
        if key not in self._first_submissions:
            found = (self.belonging.get(spell.employment) for spell in stretch.spells)
            instants = (each.submitted_at if each is not None else NEVER for each in found)
            self._first_submissions[key] = list(accumulate(instants, min))
        return self._first_submissions[key]

    def employee(self, employee: str) -> Employee:
        """Find the personnel record of a worker, all of whose ids share one; empty where nothing is on record."""
        worker = self.worker(employee)
        if worker not in self._employees:
            records = self.facts.of("employees")
            entries = [entry for id_ in self.identities.ids_of(worker) for entry in records.get(id_, ())]
            self._employees[worker] = Employee(worker, entries, self.as_of, self.identities.worker_of)
        return self._employees[worker]

    def worker(self, id_: str) -> str:
        """Find the name of the worker that an employee's or an account's id stands for."""
        return self.identities.worker_of(id_)

    def chains_on(self, day: date) -> Chains:
        """Find who is above whom on the day; the days between two changes of anybody's manager share one answer."""
        since = bisect_right(self._manager_changes, day)
        if since not in self._chains:
            self._chains[since] = Chains(lambda employee: self.employee(employee).manager_on(day))
        return self._chains[since]

    @cached_property
    def _manager_changes(self) -> list[date]:
        return sorted({day for each in self.facts.of("employees") for day in self.employee(each).manager_changes()})

    def requisition(self, requisition: str | None) -> Requisition:
        """Find the requisition; unknown where it has not been opened or none is named."""
        key = requisition or ""
        if key not in self._requisitions:
            entries = self.facts.of("requisitions").get(key, ())
            self._requisitions[key] = Requisition(key, entries, self.as_of, self.worker)
        return self._requisitions[key]

    def stretches_of_employee(self, employee: str, gap_days: int) -> list[Stretch]:
        """List the stretches of an employee's spells, whatever candidates they name."""
        key = (employee, gap_days)
        if key not in self._stretches:
            self._stretches[key] = join_stretches(self._spells_of_employee.get(employee, ()), gap_days)
        return self._stretches[key]

    def candidate_names(self, candidate: str) -> list[Entry[CandidateIdentified]]:
        """List the `identified` facts of a candidate that had happened by the day."""
        identified = of_kind(self.facts.of("candidates").get(candidate, ()), CandidateIdentified)
        return [entry for entry in identified if entry.day <= self.as_of]


def _known(
    things: dict[str, list[Entry[Fact]]], fold: Callable[[str, Sequence[Entry[Fact]], date], T | None], as_of: date
) -> dict[str, T]:
    found = {thing: fold(thing, entries, as_of) for thing, entries in things.items()}
    return {thing: state for thing, state in found.items() if state is not None}
