"""Whose timeline a fact is told in: every person that the thing it speaks of belongs to, as of the day."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.facts.base import Fact
from domain.facts.catalogue import TOLD_ELSEWHERE
from domain.state.organisation import Organisation
from domain.state.person import Person
from projections.engine.slice import Slice


class SubjectPerson(NamedTuple):
    """A person, named by the least of its candidates' ids, and the subject that it belongs to."""

    subject: int
    person: str


class Belonging:
    """Streams and the persons of a slice's own subjects in whose timelines they are told."""

    def __init__(self, slice_: Slice) -> None:
        organisation = slice_.organisation
        self._ids_of = organisation.identities.ids_of
        self._persons_of: dict[str, list[SubjectPerson]] = {}
        self._known: dict[int, SubjectPerson] = {}
        for person in {id(person): person for person in organisation.persons.values()}.values():
            name = person.name
            subject = slice_.loaded.subject_of.get(f"candidate/{name}")
            if subject is not None and subject in slice_.subjects:
                self._known[id(person)] = known = SubjectPerson(subject, name)
                self._add_person(person, known)
        self._add_offers(organisation)
        self._add_referrals(organisation)

    def find_persons(self, fact: Fact, stream: str) -> Sequence[SubjectPerson]:
        """Find the persons in whose timelines the fact is told; none while nobody is linked to it."""
        if type(fact) in TOLD_ELSEWHERE:
            return tuple(dict.fromkeys(person for each in fact.told_in for person in self._persons_of.get(each, ())))
        return self._persons_of.get(stream, ())

    def _add(self, stream: str, person: SubjectPerson) -> None:
        self._persons_of.setdefault(stream, []).append(person)

    def _add_person(self, person: Person, known: SubjectPerson) -> None:
        for candidate in person.candidates:
            self._add(f"candidate/{candidate}", known)
        for application in person.announced:
            self._add(f"application/{application.application}", known)
        for spell in person.spells:
            self._add(f"employment/{spell.employment}", known)
        for employee in {id_ for spell in person.spells for id_ in self._ids_of(spell.employee)}:
            self._add(f"employee/{employee}", known)

    def _add_offers(self, organisation: Organisation) -> None:
        for offer in organisation.offers.values():
            found = self._persons_of.get(f"application/{offer.application}")
            if found:
                self._persons_of[f"offer/{offer.offer}"] = found

    def _add_referrals(self, organisation: Organisation) -> None:
        for referral in organisation.referrals.values():
            known = self._known.get(id(organisation.person(referral.candidate)))
            if known is not None:
                self._add(f"referral/{referral.referral}", known)
