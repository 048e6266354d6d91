"""Test support: which application a spell has, and when tenure is served, by going through all of them."""

from datetime import date, tzinfo

from domain.facts.offer import OfferAccepted
from domain.state.application import Application
from domain.state.days import first_instant, plus
from domain.state.entry import Entry
from domain.state.implied_application import ImpliedApplication
from domain.state.organisation import Organisation
from domain.state.person import Person
from domain.state.spell import Spell

Found = dict[str, Application]


def applications_of(organisation: Organisation, zone: tzinfo) -> Found:
    """Each spell's application: as named, else as found for the candidate it names or is taken to name."""
    found: Found = {}
    named_by: dict[str, str] = {}
    for spell in sorted(organisation.spells.values(), key=lambda spell: spell.place):
        named = organisation.applications.get(spell.application or "")
        candidate = spell.candidate or (named.candidate if named else named_by.get(spell.employee))
        if candidate is None:
            continue
        person = organisation.person(candidate)
        found[spell.employment] = named or _for_candidate(spell, candidate, person, found, zone)
        if not spell.cancelled:
            named_by[spell.employee] = candidate
    return found


def _for_candidate(spell: Spell, candidate: str, person: Person, found: Found, zone: tzinfo) -> Application:
    earlier = [other for other in person.spells if other.place < spell.place and not other.cancelled]
    taken = {id(found[other.employment]) for other in earlier if other.employment in found}
    free = [application for application in person.announced if id(application) not in taken]
    start = spell.start_date
    recent = _latest_open(start, free)
    return (
        _accepted_near(start, free)
        or _continued(start, person, earlier, found, recent)
        or recent
        or ImpliedApplication(spell, candidate, first_instant(start, zone))
    )


def _accepted_near(start: date, free: list[Application]) -> Application | None:
    pairs = [
        (entry, application)
        for application in free
        if application.submitted_on <= start
        for entry in application.standing_acceptances()
    ]
    for first, last in ((plus(start, -120), start), (plus(start, 1), plus(start, 30)), (plus(start, -365), start)):
        within = [pair for pair in pairs if first <= pair[0].day <= last]
        if within:
            return max(within, key=lambda pair: _nearness(pair[0], start))[1]
    return None


def _nearness(entry: Entry[OfferAccepted], start: date) -> tuple[int, object]:
    return (-abs((entry.day - start).days), entry.order)


def _continued(
    start: date, person: Person, earlier: list[Spell], found: Found, recent: Application | None
) -> Application | None:
    reaching = [
        other
        for other in earlier
        if other.employment in found
        and found[other.employment].candidate in person.candidates
        and (other.last_day is None or other.last_day >= plus(start, -30))
    ]
    if not reaching:
        return None
    before = max(reaching, key=lambda other: other.place)
    later = recent is not None and recent.submitted_on > before.start_date
    return recent if later else found[before.employment]


def _latest_open(start: date, free: list[Application]) -> Application | None:
    candidates = [
        application
        for application in free
        if plus(start, -365) <= application.submitted_on <= start and application.walk_before(start).state != "closed"
    ]
    return max(candidates, key=lambda application: application.submission, default=None)


def served_by(start: date, tenure: int, spells: list[Spell]) -> date | None:
    """The first day by which the days of tenure are served: day by day, for 2,000 days."""
    day, left = start, tenure
    for _ in range(2_000):
        if left == 0:
            return day
        left -= 0 if paused_on(day, spells) else 1
        day = plus(day, 1)
    return None


def paused_on(day: date, spells: list[Spell]) -> bool:
    """Whether every spell that runs on the day, at least one, is on an unpaid leave."""
    running = [spell for spell in spells if spell.runs_on(day)]
    return bool(running) and all(_away(spell, day) for spell in running)


def _away(spell: Spell, day: date) -> bool:
    return any(
        not leave.paid and leave.first_day <= day and (leave.last_day is None or day <= leave.last_day)
        for leave in spell.leaves
    )
