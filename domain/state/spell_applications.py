"""Which application a spell belongs to (spec/bonus.md, "The application of a spell").

The one it names, if known; else, if it names a candidate, the first that there is of: an accepted offer near the start
date; the application of the spell before it; the latest application of the year; one that the spell stands for.
A spell that names nobody is taken to name the candidate to whom its worker is linked, else the one whom the latest
earlier spell of its employee names.
"""

from collections.abc import Callable, Iterable
from datetime import date, tzinfo

from domain.state.application import Application
from domain.state.days import first_instant, plus
from domain.state.free_applications import FreeAcceptances, FreeOpen, Taken
from domain.state.implied_application import ImpliedApplication
from domain.state.person import Person
from domain.state.spell import Spell

Lead = Callable[[str], str | None]
"""The candidate whom a worker's spell that names nobody is taken to name by the worker's links, if there is one."""
Belonging = dict[str, Application]
"""Employment to its application."""


def find_applications_of_spells(
    spells: Iterable[Spell], known: dict[str, Application], persons: dict[str, Person], zone: tzinfo, lead_of: Lead
) -> Belonging:
    """Find each spell's application, in the order (start date, employment); spells without one are left out."""
    found: Belonging = {}
    earlier = _Earlier(persons, zone)
    named_by_employee: dict[str, str] = {}
    for spell in sorted(spells, key=lambda spell: spell.place):
        named = known.get(spell.application) if spell.application else None
        if named is not None:
            found[spell.employment] = named
        candidate = spell.candidate or (named.candidate if named else None)
        candidate = candidate or lead_of(spell.employee) or named_by_employee.get(spell.employee)
        if candidate is None:
            continue
        if named is None:
            found[spell.employment] = earlier.find_for(spell, candidate)
        if not spell.cancelled:
            earlier.add(spell, found[spell.employment])
            named_by_employee[spell.employee] = candidate
    return found


class _Earlier:
    """The earlier spells, cancelled ones left out: what they have is not free, and what still runs may go on."""

    def __init__(self, persons: dict[str, Person], zone: tzinfo) -> None:
        self._persons = persons
        self._zone = zone
        self._taken: Taken = set()
        self._running: dict[int, list[tuple[Spell, Application]]] = {}
        self._acceptances: dict[int, FreeAcceptances] = {}
        self._open: dict[int, FreeOpen] = {}

    def add(self, spell: Spell, application: Application) -> None:
        """Add the next spell, in the order of their start, and the application that it has."""
        person = id(self._persons[application.candidate])
        self._running.setdefault(person, []).append((spell, application))
        if id(application) in self._taken:
            return
        self._taken.add(id(application))
        if person in self._acceptances:
            self._acceptances[person].take(application)
        if person in self._open:
            self._open[person].take(application)

    def find_for(self, spell: Spell, candidate: str) -> Application:
        """Find the application of the next spell, which names the candidate."""
        person = self._persons[candidate]
        accepted = self._find_accepted(person, spell.start_date)
        if accepted is not None:
            return accepted
        recent = self._find_recent(person, spell.start_date)
        before = self._find_reaching(person, spell.start_date)
        if before is not None and (recent is None or recent.submitted_on <= before[0].start_date):
            return before[1]
        return recent or ImpliedApplication(spell, candidate, first_instant(spell.start_date, self._zone))

    def _find_accepted(self, person: Person, start: date) -> Application | None:
        """(1): an acceptance near the start date."""
        if id(person) not in self._acceptances:
            self._acceptances[id(person)] = FreeAcceptances(person.announced, self._taken)
        return self._acceptances[id(person)].find_near(start)

    def _find_reaching(self, person: Person, start: date) -> tuple[Spell, Application] | None:
        """(2): a transfer or second contract: the last earlier spell that reaches this one's start."""
        running, reached_from = self._running.get(id(person), []), plus(start, -30)
        # What does not reach this start reaches no later one.
        while running and (last := running[-1][0].last_day) is not None and last < reached_from:
            running.pop()
        return running[-1] if running else None

    def _find_recent(self, person: Person, start: date) -> Application | None:
        """(3): the latest submitted in the 365 days before the start or on it that was not closed when it began."""
        if id(person) not in self._open:
            self._open[id(person)] = FreeOpen(person.announced, self._taken)
        return self._open[id(person)].find_latest(start)
