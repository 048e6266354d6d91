"""Starts that do not come: applications that stand accepted without a spell, and spells that are nobody's hire."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from domain.state.application import Application
from domain.state.days import plus
from domain.state.organisation import Organisation
from domain.state.spell import Spell
from projections.exceptions.found import Found, name_facts

PATIENCE_DAYS = 60
"""Days after the acceptance for which nobody is asked about a start that has no date."""

_MEND = (
    "Have HR record the start with the candidate or the application, or link the candidate to the employee; "
    "if nobody came, have the acceptance withdrawn."
)


class Hire(NamedTuple):
    """An application that stands accepted without a spell, and the day around which its start is looked for."""

    application: Application
    accepted_on: date
    starts_on: date | None
    facts: tuple[str, ...]

    @property
    def day(self) -> date:
        """The start date of its offer; where it gives none, the day of the acceptance."""
        return self.starts_on or self.accepted_on


def list_open_hires(organisation: Organisation) -> Iterator[Hire]:
    """List the announced applications that stand accepted and have no spell that is not cancelled."""
    for application in organisation.applications.values():
        walk = application.walk
        if walk.state != "accepted" or any(not spell.cancelled for spell in organisation.spells_for(application)):
            continue
        offer = application.standing_offer()
        assert walk.entered is not None  # a fact made it accepted
        assert offer is not None
        facts = name_facts([application.submitted, offer.extensions[-1], walk.entered])
        yield Hire(application, walk.entered.day, offer.start_date, facts)


def tell_overdue(hire: Hire) -> Found:
    """Tell of a start that does not come; without a date it is due once the patience is over."""
    application = hire.application
    assert application.application is not None
    if hire.starts_on is not None:
        since, begins_on, when = hire.starts_on, plus(hire.starts_on, 1), f"was to start on {hire.starts_on}"
    else:
        since, begins_on = hire.accepted_on, plus(hire.accepted_on, PATIENCE_DAYS + 1)
        when = f"was accepted on {hire.accepted_on}, with no start date"
    says = (
        f"Application {application.application} of {application.candidate} stands accepted and {when}; "
        "no employment of it is on record."
    )
    return Found(
        "start_overdue",
        f"application/{application.application}",
        "application",
        application.application,
        application.requisition,
        since,
        begins_on,
        says,
        _MEND,
        hire.facts,
    )


def list_nobodys_spells(organisation: Organisation) -> list[Spell]:
    """List the spells, not cancelled, that are of no person, each the first of its employee."""
    known = {id(spell) for person in organisation.persons.values() for spell in person.spells}
    first: dict[str, Spell] = {}
    for spell in organisation.spells.values():
        if not spell.cancelled and (spell.employee not in first or spell.place < first[spell.employee].place):
            first[spell.employee] = spell
    return [spell for spell in first.values() if id(spell) not in known]


def find_known_since(spell: Spell) -> date:
    """Find the day from which a spell counts: its first day, or that on which it was first told of if that is less."""
    return min(spell.start_date, spell.starts[0].day)
