"""The docket: all the cases at hand, and in which groups of rivals each one stands (spec/bonus.md, "Rivals")."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from domain.rules.case import Case
from domain.rules.rivals import Barred, Group, Rivals
from domain.rules.stabbing import Stabbing
from domain.state.application import Application
from domain.state.implied_application import ImpliedApplication
from domain.state.person import Person
from domain.state.shelf import Shelf
from domain.state.stretch import Stretch

K = TypeVar("K")


class Docket:
    """The cases, by place, in groups: covering the same without a hire, hired in a stretch, covering nothing.

    A referral without a programme is nobody's rival.
    """

    def __init__(self, cases: Iterable[Case], barred: Barred) -> None:
        self._barred = barred
        self._covering: dict[int, Stabbing] = {}
        self._waiting: dict[int, Group] = {}
        self._waiting_for_post: dict[tuple[int, str | None], Group] = {}
        self._counting: dict[int, list[Case]] = {}
        self._by_hire: dict[str, list[Case]] = {}
        self._in_stretch: dict[int, Group] = {}
        self._members: dict[int, frozenset[str]] = {}
        self._elsewhere: dict[tuple[int, int], Group] = {}
        for case in sorted(cases, key=lambda case: case.referral.place):
            self._add(case)

    def _add(self, case: Case) -> None:
        if case.counted is None:
            self._add_waiting(case)
        elif case.hire is None:
            for shelf, run in case.covered.parts:
                self._covering.setdefault(id(shelf), Stabbing(len(shelf), self._barred)).add(case, run)
        else:
            self._counting.setdefault(id(case.counted), []).append(case)
            self._by_hire.setdefault(case.hire.employment, []).append(case)

    def _add_waiting(self, case: Case) -> None:
        if case.referral.withdrawn is None and not case.expired:
            person = id(case.person)
            self._group(self._waiting, person).cases.append(case)
            self._group(self._waiting_for_post, (person, case.referral.requisition)).cases.append(case)

    def _group(self, groups: dict[K, Group], key: K) -> Group:
        if key not in groups:
            groups[key] = Group(self._barred)
        return groups[key]

    def rivals(self, case: Case) -> Rivals:
        """Find the referral's rivals, itself included."""
        if case.counted is None:
            return Rivals(case, self._for_nothing_yet(case))
        if case.stretch is None:
            return Rivals(case, list(self._covering_it(case.person, case.counted)))
        return Rivals(case, self._hired(case.counted, case.stretch))

    def _for_nothing_yet(self, case: Case) -> list[Group]:
        person = id(case.person)
        if case.terms.ownership.scope == "requisition":
            groups = [self._group(self._waiting_for_post, (person, case.referral.requisition))]
        else:
            groups = [self._group(self._waiting, person)]
        if case.referral.withdrawn is not None or case.expired:
            groups.append(Group(self._barred, [case]))  # nobody's rival, but its own
        return groups

    def _covering_it(self, person: Person, application: Application) -> Iterator[Group]:
        # Whoever covers an application that has a hire has a hire too: here nobody has one.
        for shelf in _shelves_with(person, application):
            stabbing, place = self._covering.get(id(shelf)), shelf.place_of(application)
            if stabbing is not None and place is not None:
                yield from stabbing.at(place)

    def _hired(self, counted: Application, stretch: Stretch) -> list[Group]:
        """Find those hired in the stretch, and those that count the same application with another hire of it."""
        key = id(stretch)
        if key not in self._in_stretch:
            cases = [case for spell in stretch.spells for case in self._by_hire.get(spell.employment, ())]
            cases.sort(key=lambda case: case.referral.place)
            self._in_stretch[key] = Group(self._barred, cases)
            self._members[key] = frozenset(case.referral.referral for case in cases)
        pair, members = (id(counted), key), self._members[key]
        if pair not in self._elsewhere:
            counting = self._counting[id(counted)]
            others = [case for case in counting if case.referral.referral not in members]
            self._elsewhere[pair] = Group(self._barred, others)
        return [self._in_stretch[key], self._elsewhere[pair]]


def _shelves_with(person: Person, application: Application) -> Iterator[Shelf]:
    """Go through the shelves on which referrals may cover the application."""
    shelves = person.shelves
    yield shelves.everything
    if not isinstance(application, ImpliedApplication):
        yield shelves.of_post(application.requisition)
    else:
        yield shelves.unannounced()
