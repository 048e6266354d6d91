"""Whose timeline a fact is told in: every person that the thing it speaks of belongs to, as of the day."""

from typing import Any

from domain.facts.candidate import CandidateMerged, CandidateUnmerged
from domain.facts.interview import InterviewFact
from domain.state.organisation import Organisation
from domain.state.person import Person


class Belonging:
    """Streams and the persons, each named by the least of its candidates, in whose timelines they are told."""

    def __init__(self, organisation: Organisation) -> None:
        self.persons = {id(person): person for person in organisation.persons.values()}
        self._whose: dict[str, tuple[str, ...]] = {}
        for person in self.persons.values():
            self._add_person(person)
        self._add_offers(organisation)
        self._add_referrals(organisation)

    def whose(self, fact: Any) -> tuple[str, ...]:
        """The persons in whose timelines the fact is told; none while nobody is linked to it."""
        if isinstance(fact, InterviewFact):
            return self._whose.get(f"application/{fact.application}", ())
        if isinstance(fact, CandidateMerged | CandidateUnmerged):
            both = (*self._named(fact.losing), *self._named(fact.winning))
            return tuple(dict.fromkeys(both))
        return self._whose.get(fact.stream, ())

    def _named(self, candidate: str) -> tuple[str, ...]:
        return self._whose.get(f"candidate/{candidate}", ())

    def _add(self, stream: str, name: str) -> None:
        self._whose[stream] = (*self._whose.get(stream, ()), name)

    def _add_person(self, person: Person) -> None:
        name = person_name(person)
        for candidate in person.candidates:
            self._add(f"candidate/{candidate}", name)
        for application in person.announced:
            self._add(f"application/{application.application}", name)
        for spell in person.spells:
            self._add(f"employment/{spell.employment}", name)
        for employee in {spell.employee for spell in person.spells}:
            self._add(f"employee/{employee}", name)

    def _add_offers(self, organisation: Organisation) -> None:
        for offer in organisation.offers.values():
            found = self._whose.get(f"application/{offer.application}")
            if found:
                self._whose[f"offer/{offer.offer}"] = found

    def _add_referrals(self, organisation: Organisation) -> None:
        for referral in organisation.referrals.values():
            self._add(f"referral/{referral.referral}", person_name(organisation.person(referral.candidate)))


def person_name(person: Person) -> str:
    """A person is named by the least of its candidates' ids."""
    return min(person.candidates)
