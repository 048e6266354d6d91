"""Which application a spell belongs to (spec/bonus.md, "The application of a spell").

The one it names, if known; else, if it names a candidate, the first that there is of: an accepted offer near the start
date; the application of the spell before it; the latest application of the year; one that the spell stands for.
A spell that names nobody is taken to name the candidate to whom its worker is linked, else the one whom the latest
earlier spell of its employee names.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, tzinfo

from domain.facts.offer import OfferAccepted
from domain.state.application import Application
from domain.state.days import first_instant, plus
from domain.state.entry import Entry
from domain.state.implied_application import ImpliedApplication
from domain.state.person import Person
from domain.state.spell import Spell

Lead = Callable[[str], str | None]
"""The candidate whom a worker's spell that names nobody is taken to name by the worker's links, if there is one."""
Belonging = dict[str, Application]
"""Employment to its application."""


def applications_of_spells(
    spells: Iterable[Spell], known: dict[str, Application], persons: dict[str, Person], zone: tzinfo, lead_of: Lead
) -> Belonging:
    """Find each spell's application, in the order (start date, employment); spells without one are left out."""
    found: Belonging = {}
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
            found[spell.employment] = _for_candidate(spell, candidate, persons[candidate], found, zone)
        if not spell.cancelled:
            named_by_employee[spell.employee] = candidate
    return found


def _for_candidate(spell: Spell, candidate: str, person: Person, found: Belonging, zone: tzinfo) -> Application:
    earlier = [other for other in person.spells if other.place < spell.place and not other.cancelled]
    taken = {id(found[other.employment]) for other in earlier if other.employment in found}
    free = [application for application in person.announced if id(application) not in taken]
    accepted = _accepted_near(spell.start_date, free)
    if accepted is not None:
        return accepted
    recent = _latest_open(spell.start_date, free)
    continued = _continued(spell, person, earlier, found, recent)
    if continued is not None:
        return continued
    return recent or ImpliedApplication(spell, candidate, first_instant(spell.start_date, zone))


def _accepted_near(start: date, free: Sequence[Application]) -> Application | None:
    """(1): an acceptance in the 120 days before the start or on it, else in the 30 after, else in the 365 before."""
    acceptances = [
        (entry, application)
        for application in free
        if application.submitted_on <= start
        for entry in application.standing_acceptances()
    ]
    if not acceptances:
        return None
    for first, last in ((plus(start, -120), start), (plus(start, 1), plus(start, 30)), (plus(start, -365), start)):
        within = [pair for pair in acceptances if first <= pair[0].day <= last]
        if within:
            return max(within, key=lambda pair: _nearness(pair[0], start))[1]
    return None


def _nearness(entry: Entry[OfferAccepted], start: date) -> tuple[int, object]:
    # Nearest to the start date; of equals, the fact last in order.
    return (-abs((entry.day - start).days), entry.order)


def _continued(
    spell: Spell, person: Person, earlier: Sequence[Spell], found: Belonging, recent: Application | None
) -> Application | None:
    """(2): a transfer or second contract: the application of the last earlier spell that reaches this one's start."""
    reached_from = plus(spell.start_date, -30)
    reaching = [
        other
        for other in earlier
        if other.employment in found
        and found[other.employment].candidate in person.candidates
        and (other.last_day is None or other.last_day >= reached_from)
    ]
    if not reaching:
        return None
    before = max(reaching, key=lambda other: other.place)
    if recent is not None and recent.submitted_on > before.start_date:
        return recent
    return found[before.employment]


def _latest_open(start: date, free: Sequence[Application]) -> Application | None:
    """(3): the latest submitted in the 365 days before the start or on it that was not closed when it began."""
    since = plus(start, -365)
    candidates = [
        application
        for application in free
        if since <= application.submitted_on <= start and application.walk_before(start).state != "closed"
    ]
    return max(candidates, key=lambda application: application.submission, default=None)
