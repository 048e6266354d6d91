"""Whose timeline a fact is told in: every person that the thing it speaks of belongs to, as of the day."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.facts.base import Fact
from domain.facts.catalogue import TOLD_ELSEWHERE
from domain.state.organisation import Organisation
from domain.state.person import Person
from projections.engine.slice import Slice


class Told(NamedTuple):
    """A subject, and a person of it, named by the least of its candidates."""

    subject: int
    person: str


class Belonging:
    """Streams and the persons of a slice's own subjects in whose timelines they are told."""

    def __init__(self, slice_: Slice) -> None:
        organisation = slice_.organisation
        self._ids_of = organisation.identities.ids_of
        self._whose: dict[str, list[Told]] = {}
        self._told: dict[int, Told] = {}
        for person in {id(person): person for person in organisation.persons.values()}.values():
            name = name_person(person)
            subject = slice_.loaded.subject_of.get(f"candidate/{name}")
            if subject is not None and subject in slice_.subjects:
                self._told[id(person)] = told = Told(subject, name)
                self._add_person(person, told)
        self._add_offers(organisation)
        self._add_referrals(organisation)

    def whose(self, fact: Fact, stream: str) -> Sequence[Told]:
        """Find the persons in whose timelines the fact is told; none while nobody is linked to it."""
        if type(fact) in TOLD_ELSEWHERE:
            return tuple(dict.fromkeys(told for each in fact.told_in for told in self._whose.get(each, ())))
        return self._whose.get(stream, ())

    def _add(self, stream: str, told: Told) -> None:
        self._whose.setdefault(stream, []).append(told)

    def _add_person(self, person: Person, told: Told) -> None:
        for candidate in person.candidates:
            self._add(f"candidate/{candidate}", told)
        for application in person.announced:
            self._add(f"application/{application.application}", told)
        for spell in person.spells:
            self._add(f"employment/{spell.employment}", told)
        for employee in {id_ for spell in person.spells for id_ in self._ids_of(spell.employee)}:
            self._add(f"employee/{employee}", told)

    def _add_offers(self, organisation: Organisation) -> None:
        for offer in organisation.offers.values():
            found = self._whose.get(f"application/{offer.application}")
            if found:
                self._whose[f"offer/{offer.offer}"] = found

    def _add_referrals(self, organisation: Organisation) -> None:
        for referral in organisation.referrals.values():
            told = self._told.get(id(organisation.person(referral.candidate)))
            if told is not None:
                self._add(f"referral/{referral.referral}", told)


def name_person(person: Person) -> str:
    """Name a person by the least of its candidates' ids."""
    return min(person.candidates)
