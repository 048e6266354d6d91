"""Checks of people: erased, one person twice, referrers."""

from collections.abc import Iterable, Iterator

from domain.commands.reasons import Reason, reason
from domain.commands.scene import Scene
from domain.facts.candidate import CandidateErased
from domain.facts.employee import EmployeeErased
from domain.state.person import Person
from domain.state.referral import Referral
from domain.state.spell import Spell


def person_of(scene: Scene, candidate: str | None) -> Person:
    """Find the person that a candidate is; somebody without any fact is a person alone."""
    found = scene.organisation.persons.get(candidate or "")
    return found if found is not None else Person(frozenset({candidate} if candidate else ()))


def erased(scene: Scene, candidates: Iterable[str | None], employees: Iterable[str | None] = ()) -> Iterator[Reason]:
    """Check that the data of none of these people were erased."""
    named = {
        each for candidate in candidates if candidate for each in (*person_of(scene, candidate).candidates, candidate)
    }
    ids = {
        id_
        for each in employees
        if each
        for id_ in scene.organisation.identities.ids_of(scene.organisation.worker(each))
    }
    told = [
        *scene.of_kind(CandidateErased, *(f"candidate/{each}" for each in sorted(named))),
        *scene.of_kind(EmployeeErased, *(f"employee/{each}" for each in sorted(ids))),
    ]
    if told:
        first = min(told, key=lambda entry: entry.order)
        yield reason("erased", first.ref, day=first.day)


def same_person(scene: Scene, referrer: str, candidate: str | None) -> Iterator[Reason]:
    """Check that no spell of the candidate, not cancelled, is the referrer's."""
    worker = scene.organisation.worker(referrer)
    spells = (spell for spell in person_of(scene, candidate).spells if not spell.cancelled)
    found = next((spell for spell in spells if spell.employee == worker), None)
    if found is not None:
        yield reason("same_person", found.start.ref)


def referrer_not_employed(scene: Scene, referrer: str) -> Iterator[Reason]:
    """Check that a referrer who has begun to work here has not left; whoever is not known to have begun may refer."""
    worker = scene.organisation.worker(referrer)
    spells = [each for each in scene.organisation.spells.values() if each.employee == worker and not each.cancelled]
    begun = [spell for spell in spells if spell.start_date <= scene.today]
    if begun and not any(spell.runs_on(scene.today) for spell in begun):
        last = max(begun, key=_last)
        yield reason("referrer_not_employed", last.ended.ref if last.ended is not None else None)


def _last(spell: Spell) -> tuple[str, str]:
    return (str(spell.last_day), spell.employment)


def already_referred(scene: Scene, referrer: str, candidate: str | None, requisition: str | None) -> Iterator[Reason]:
    """Check that the referrer has not referred the person for the post, or for none, in a referral that stands."""
    found = _referral(scene, scene.organisation.worker(referrer), candidate, requisition or None)
    if found is not None:
        yield reason("already_referred", found.made.ref, day=found.day)


def _referral(scene: Scene, worker: str, candidate: str | None, requisition: str | None) -> Referral | None:
    candidates = person_of(scene, candidate).candidates
    for each in scene.organisation.referrals.values():
        alike = (each.referrer, each.requisition or None) == (worker, requisition)
        if alike and each.candidate in candidates and each.withdrawn is None:
            return each
    return None
