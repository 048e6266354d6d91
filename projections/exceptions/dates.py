"""Dates that cannot be: an end before its beginning, and a start years away."""

from collections.abc import Iterator
from datetime import date

from domain.facts.base import instalment_id
from domain.facts.requisition import RequisitionClosed, RequisitionOpened
from domain.state.entry import of_kind
from domain.state.offer import Offer
from domain.state.organisation import Organisation
from domain.state.requisition import Requisition
from domain.state.spell import Leave, Spell
from projections.exceptions.found import Found, name_facts
from projections.exceptions.starts import find_known_since

FAR_YEARS = 2
"""A start more years ahead than this is a slip of the pen, most likely."""

_MEND = "Correct the date in the system that it comes from, and have the fact sent again."


def list_of_spell(spell: Spell) -> Iterator[Found]:
    """List what is impossible about a spell that is not cancelled, and about its leaves."""
    if spell.cancelled:
        return
    known, home = find_known_since(spell), f"employment/{spell.employment}"
    if spell.last_day is not None and spell.ended is not None and spell.last_day < spell.start_date:
        says = (
            f"The last day of employment {spell.employment}, {spell.last_day}, is before its start {spell.start_date}."
        )
        since = max(known, min(spell.ended.day, spell.last_day))
        facts = name_facts([spell.start, spell.ended])
        yield _find(home, "employment", spell.employment, None, since, says, facts)
    if (near := find_near(spell.start_date)) > known:
        says = f"Employment {spell.employment} starts on {spell.start_date}, more than two years ahead."
        found = _find(home, "employment", spell.employment, None, known, says, name_facts([spell.start]))
        yield found._replace(part="start", ends_on=near)
    for leave in spell.leaves:
        if leave.last_day is not None and leave.last_day < leave.first_day:
            yield _tell_leave(spell, leave, known)


def _tell_leave(spell: Spell, leave: Leave, known: date) -> Found:
    home, name = f"employment/{spell.employment}", leave.entry.data.leave
    says = (
        f"Leave {name} of employment {spell.employment} ends on {leave.last_day}, "
        f"before it begins on {leave.first_day}."
    )
    since = max(known, min(leave.entry.day, leave.first_day))
    thing = instalment_id(spell.employment, name)
    return _find(home, "leave", thing, None, since, says, name_facts([leave.entry]))


def list_of_offer(offer: Offer, requisition: str | None) -> Iterator[Found]:
    """List what is impossible about a standing offer, for a post of the requisition."""
    told = [entry for entry in offer.extensions if entry.data.start_date]
    if offer.start_date is None or not told:
        return
    if (near := find_near(offer.start_date)) > told[-1].day:
        says = f"Offer {offer.offer} gives a start on {offer.start_date}, more than two years ahead."
        home, since = f"offer/{offer.offer}", told[-1].day
        found = _find(home, "offer", offer.offer, requisition, since, says, name_facts([told[-1]]))
        yield found._replace(ends_on=near)


def list_of_requisition(requisition: Requisition, organisation: Organisation) -> Iterator[Found]:
    """List what is impossible about a post that is known."""
    opened = requisition.opening_day
    if opened is None:
        return
    entries = organisation.facts.of("requisitions")[requisition.requisition]
    day = organisation.as_of
    closed = [
        entry
        for entry in of_kind(entries, RequisitionClosed)
        if entry.data.closed_on < opened and (entry.day <= day or entry.data.closed_on <= day)
    ]
    openings = of_kind(entries, RequisitionOpened)
    if closed:
        on = closed[-1].data.closed_on
        says = f"Requisition {requisition.requisition} is closed on {on}, before it opened on {opened}: it stays open."
        since = max(min(closed[-1].day, on), min(min(entry.day, entry.data.opened_on) for entry in openings))
        name = requisition.requisition
        yield _find(f"requisition/{name}", "requisition", name, name, since, says, name_facts(closed))


def _find(
    home: str, kind: str, id_: str, requisition: str | None, since: date, says: str, facts: tuple[str, ...]
) -> Found:
    return Found("impossible_dates", home, kind, id_, requisition, since, since, says, _MEND, facts)


def find_near(start: date) -> date:
    """Find the first day from which on a start is not more than two years ahead."""
    year = start.year - FAR_YEARS
    if year < date.min.year:
        return date.min
    if start.month == 2 and start.day == 29 and not _is_leap(year):
        return date(year, 3, 1)
    return date(year, start.month, start.day)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
