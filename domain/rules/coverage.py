"""Which applications a referral covers, and which one counts (spec/bonus.md, "Covers", §1, "The hire")."""

from collections.abc import Sequence
from datetime import date

from domain.rules.claim import Claim
from domain.state.application import Application
from domain.state.days import plus
from domain.state.implied_application import ImpliedApplication
from domain.state.spell import Spell

RANK = {"accepted": 3, "offered": 2, "open": 1, "closed": 0}
"""Of covered applications without a hire the one that got furthest counts."""


def covers(claim: Claim, application: Application) -> bool:
    """Whether the referral covers an application of its person."""
    return (
        not withdrawn_before(claim, application)
        and claim.referral.made.at - application.submitted_at <= claim.grace
        and in_window(claim, application)
        and in_scope(claim, application)
    )


def withdrawn_before(claim: Claim, application: Application) -> bool:
    """Whether the referral was withdrawn before the submission; withdrawn later it keeps its credit."""
    withdrawn = claim.referral.withdrawn
    return withdrawn is not None and withdrawn.order < application.submission


def in_window(claim: Claim, application: Application) -> bool:
    """Whether the submission's day is not after the window's last day."""
    return claim.window_ends_on is None or application.submitted_on <= claim.window_ends_on


def in_scope(claim: Claim, application: Application) -> bool:
    """Whether the application is one that the referral may claim."""
    named = claim.referral.requisition
    if claim.terms.ownership.scope == "candidate" or named is None:
        return True
    if isinstance(application, ImpliedApplication):
        return not _applied_in_the_year_before(claim, application.submitted_on)
    return application.requisition == named


def _applied_in_the_year_before(claim: Claim, start: date) -> bool:
    return any(plus(start, -365) <= announced.submitted_on <= start for announced in claim.person.announced)


def applied_before(claim: Claim, application: Application) -> bool:
    """Whether it was submitted earlier than the referral less grace."""
    return claim.referral.made.at - application.submitted_at > claim.grace


def find_hire(claim: Claim, application: Application) -> Spell | None:
    """Pick, of its spells not cancelled, one that has a counting day before one that has none, then the earliest."""
    spells = [spell for spell in claim.organisation.spells_for(application) if not spell.cancelled]
    return min(spells, key=lambda spell: _hire_place(claim, spell), default=None)


def find_counting_day(claim: Claim, spell: Spell) -> date | None:
    """Find the first day from the spell's start date on, on which its type is one that the programme pays for."""
    return spell.counting_day(claim.terms.candidate.employment_types)


def _hire_place(claim: Claim, spell: Spell) -> tuple[bool, date, tuple[date, str]]:
    counts_from = find_counting_day(claim, spell)
    return (counts_from is None, counts_from or spell.start_date, spell.place)


def pick_counted(claim: Claim, covered: Sequence[Application]) -> Application | None:
    """Pick what counts of the covered: the one with a hire; else the one that got furthest, then the latest."""
    hires = [(found, application) for application in covered if (found := find_hire(claim, application)) is not None]
    if hires:
        return min(hires, key=lambda pair: _hire_place(claim, pair[0]))[1]
    return max(covered, key=lambda application: (RANK[application.walk.state], application.latest), default=None)
