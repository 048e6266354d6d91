"""Which applications a referral covers, and which one counts (spec/bonus.md, "Covers", §1, "The hire")."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from domain.state.days import plus
from domain.state.person import StoodFor

if TYPE_CHECKING:
    from domain.rules.case import Case
    from domain.state.application import Application
    from domain.state.spell import Spell

RANK = {"accepted": 3, "offered": 2, "open": 1, "closed": 0}
"""Of covered applications without a hire the one that got furthest counts."""


def covers(case: Case, application: Application) -> bool:
    """Whether the referral covers an application of its person."""
    return (
        not withdrawn_before(case, application)
        and case.referral.made.at - application.submitted_at <= case.grace
        and in_window(case, application)
        and in_scope(case, application)
    )


def withdrawn_before(case: Case, application: Application) -> bool:
    """Whether the referral was withdrawn before the submission; withdrawn later it keeps its credit."""
    withdrawn = case.referral.withdrawn
    return withdrawn is not None and withdrawn.order < application.submission


def in_window(case: Case, application: Application) -> bool:
    """Whether the submission's day is not after the window's last day."""
    return case.window_ends_on is None or application.submitted_on <= case.window_ends_on


def in_scope(case: Case, application: Application) -> bool:
    """Whether the application is one that the referral may claim."""
    named = case.referral.requisition
    if case.terms.ownership.scope == "candidate" or named is None:
        return True
    if isinstance(application, StoodFor):
        return not _applied_in_the_year_before(case, application.submitted_on)
    return application.requisition == named


def _applied_in_the_year_before(case: Case, start: date) -> bool:
    return any(plus(start, -365) <= announced.submitted_on <= start for announced in case.person.announced)


def applied_before(case: Case, application: Application) -> bool:
    """Submitted earlier than the referral less grace."""
    return case.referral.made.at - application.submitted_at > case.grace


def hire(case: Case, application: Application) -> Spell | None:
    """Of its spells that are not cancelled, one that has a counting day before one that has none, then the earliest."""
    spells = [spell for spell in case.organisation.spells_for(application) if not spell.cancelled]
    return min(spells, key=lambda spell: _hire_place(case, spell), default=None)


def counting_day(case: Case, spell: Spell) -> date | None:
    """The first day from the spell's start date on, on which its type is one that the programme pays for."""
    return spell.counting_day(case.terms.candidate.employment_types)


def _hire_place(case: Case, spell: Spell) -> tuple[bool, date, tuple[date, str]]:
    counts_from = counting_day(case, spell)
    return (counts_from is None, counts_from or spell.start_date, spell.place)


def counted(case: Case) -> Application | None:
    """The covered application that counts: the one with a hire; else the one that got furthest, then the latest."""
    hires = [(found, application) for application in case.covered if (found := hire(case, application)) is not None]
    if hires:
        return min(hires, key=lambda pair: _hire_place(case, pair[0]))[1]
    return max(case.covered, key=lambda application: (RANK[application.walk.state], application.latest), default=None)
