"""Test support: the words of spec/bonus.md over all pairs, as they stand there. Slow, and plain to check."""

from datetime import date

from domain.rules.case import Case
from domain.state.application import Application
from domain.state.days import plus
from domain.state.implied_application import ImpliedApplication
from domain.state.spell import Spell

RANK = {"accepted": 3, "offered": 2, "open": 1, "closed": 0}
HirePlace = tuple[bool, date, tuple[date, str]]


def covers(case: Case, application: Application) -> bool:
    """Covers: not withdrawn before, within grace and window, in scope."""
    referral = case.referral
    return (
        not (referral.withdrawn is not None and referral.withdrawn.order < application.submission)
        and not applied_before(case, application)
        and (case.window_ends_on is None or application.submitted_on <= case.window_ends_on)
        and in_scope(case, application)
    )


def in_scope(case: Case, application: Application) -> bool:
    """The referral's own requisition, or any."""
    named = case.referral.requisition
    if case.terms.ownership.scope == "candidate" or named is None:
        return True
    if isinstance(application, ImpliedApplication):
        start = application.submitted_on
        return not any(plus(start, -365) <= each.submitted_on <= start for each in case.person.announced)
    return application.requisition == named


def applied_before(case: Case, application: Application) -> bool:
    """Submitted earlier than the referral less grace."""
    return case.referral.made.at - application.submitted_at > case.grace


def hire_of(case: Case, application: Application) -> Spell | None:
    """The hire of an application, for the referral's terms."""
    spells = [spell for spell in case.organisation.spells_for(application) if not spell.cancelled]
    return min(spells, key=lambda spell: _place(case, spell), default=None)


def _place(case: Case, spell: Spell) -> HirePlace:
    counts_from = spell.counting_day(case.terms.candidate.employment_types)
    return (counts_from is None, counts_from or spell.start_date, spell.place)


def counted_of(case: Case) -> Application | None:
    """Which application counts."""
    covered = [application for application in case.person.applications if covers(case, application)]
    hired = [(hire, application) for application in covered if (hire := hire_of(case, application)) is not None]
    if hired:
        return min(hired, key=lambda pair: _place(case, pair[0]))[1]
    return max(covered, key=lambda each: (RANK[each.walk.state], each.latest), default=None)


def rivals_of(case: Case, cases: list[Case]) -> list[Case]:
    """The rivals, itself included, in order."""
    found = [other for other in cases if other is case or _is_rival(case, other)]
    return sorted(found, key=lambda other: other.referral.place)


def _is_rival(case: Case, other: Case) -> bool:
    if case.counted is None:
        return (
            other.person is case.person
            and other.counted is None
            and other.referral.withdrawn is None
            and not other.expired
            and (case.terms.ownership.scope == "candidate" or other.referral.requisition == case.referral.requisition)
        )
    same_person = other.person is case.person and covers(other, case.counted)
    claims = same_person and (other.hire is None or other.counted is case.counted)
    return claims or (case.stretch is not None and other.hire in case.stretch.spells)


def recent_applicant(case: Case, limit: int) -> bool:
    """Applied, uncovered, before the referral and less than so many days before its day."""
    return any(
        not covers(case, application)
        and application.submission < case.referral.made.order
        and (case.day - application.submitted_on).days < limit
        for application in case.person.announced
    )


def after_application(case: Case) -> bool:
    """An application in scope, earlier than the referral less grace, that has its hire after it or still stands."""
    return any(
        applied_before(case, application) and in_scope(case, application) and _stands(case, application)
        for application in case.person.applications
    )


def _stands(case: Case, application: Application) -> bool:
    hire = hire_of(case, application)
    if hire is not None:
        return hire.start_date > case.day
    unfilled = not case.organisation.spells_for(application) and application.walk.state != "closed"
    return unfilled and application.submitted_on >= plus(case.day, -365)


def by_agency(case: Case, within: int | None) -> bool:
    """An agency brought the person before the referral, less than so many days before its day."""
    return any(
        application.source == "agency"
        and application.submission < case.referral.made.order
        and (within is None or (case.day - application.submitted_on).days < within)
        for application in case.person.announced
    )


def former_employee(case: Case, limit: int) -> bool:
    """A spell, not the hire and not cancelled, ended less than so many days before the referral's day."""
    ended = [each.last_day for each in case.person.spells if each is not case.hire and not each.cancelled]
    return any(last is not None and 0 < (case.day - last).days < limit for last in ended)


def is_employee(case: Case) -> bool:
    """Employed on the referral's day, or moved within the organisation."""
    return any(stretch.holds(case.day) for stretch in case.person.stretches(case.gap_days)) or _moved(case)


def _moved(case: Case) -> bool:
    if case.hire is None or case.stretch is None:
        return False
    earlier = [spell for spell in case.stretch.spells if spell.start_date < case.hire.start_date]
    found = [case.organisation.belonging.get(spell.employment) for spell in earlier]
    return any(application is not None and applied_before(case, application) for application in found)
