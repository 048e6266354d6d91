"""Bars on the candidate: applied or employed lately, an agency's, hired for another kind of work."""

from datetime import date

from domain.rules import coverage
from domain.rules.case import Case
from domain.rules.finding import Finding, bars, days, not_tested, passes
from domain.state.application import Application
from domain.state.spell import Spell


def _days_before(case: Case, day: date) -> int:
    return (case.day - day).days


def candidate_recent_applicant(case: Case) -> Finding:
    """Barred if the person applied before the referral, within `not_applied_within_days`, uncovered by it."""
    rule = "candidate_recent_applicant"
    limit = case.terms.candidate.not_applied_within_days
    if limit is None:
        return not_tested(rule, "Earlier applications do not matter under this programme.")
    for application in case.person.announced:
        if application not in case.covered and _within(case, application, limit):
            says = f"Applied on {application.submitted_on}, less than {days(limit)} before the referral."
            facts = [application.submitted, case.referral.made]
            return bars(rule, says, facts, submitted_on=application.submitted_on, within_days=limit)
    says = f"No other application in the {days(limit)} before the referral."
    return passes(rule, says, [case.referral.made], within_days=limit)


def _within(case: Case, application: Application, limit: int | None) -> bool:
    if application.submission >= case.referral.made.order:
        return False
    return limit is None or _days_before(case, application.submitted_on) < limit


def candidate_is_employee(case: Case) -> Finding:
    """Barred when the person was employed on the referral's day, or the hire is an internal move."""
    rule = "candidate_is_employee"
    held = [stretch for stretch in case.person.stretches(case.gap_days) if stretch.holds(case.day)]
    if held:
        spell = held[0].spells[0]
        says = f"Employed already on {case.day}, the day of the referral (since {spell.start_date})."
        return bars(rule, says, [spell.start, case.referral.made], employed_since=spell.start_date)
    moved = _moved_from(case)
    if moved is not None:
        which = f"{moved.employment}, begun {moved.start_date}"
        says = f"An internal move: {which}, comes from an application before the referral."
        return bars(rule, says, [moved.start, case.referral.made], employment=moved.employment)
    return passes(rule, f"Not an employee on {case.day}.", [case.referral.made], referred_on=case.day)


def _moved_from(case: Case) -> Spell | None:
    if case.hire is None or case.stretch is None:
        return None
    for spell in case.stretch.spells:
        application = case.organisation.belonging.get(spell.employment)
        if spell.start_date < case.hire.start_date and application and coverage.applied_before(case, application):
            return spell
    return None


def candidate_former_employee(case: Case) -> Finding:
    """Barred if a spell, not the hire, ended before the referral's day, by less than `not_employed_within_days`."""
    rule = "candidate_former_employee"
    limit = case.terms.candidate.not_employed_within_days
    if limit is None:
        return not_tested(rule, "Earlier employment does not matter under this programme.")
    for spell in case.person.spells:
        last = spell.last_day
        if spell is case.hire or spell.cancelled or last is None or spell.ended is None:
            continue
        if 0 < _days_before(case, last) < limit:
            says = f"Employed until {last}, less than {days(limit)} before the referral."
            return bars(rule, says, [spell.ended, case.referral.made], last_day=last, within_days=limit)
    says = f"Not employed in the {days(limit)} before the referral."
    return passes(rule, says, [case.referral.made], within_days=limit)


def agency_sourced(case: Case) -> Finding:
    """Barred when an agency had brought the person, before the referral and not too long ago."""
    rule = "agency_sourced"
    terms = case.terms.candidate
    if terms.agency_allowed:
        return not_tested(rule, "The programme pays for candidates whom an agency knew.")
    for application in case.person.announced:
        if application.source == "agency" and _within(case, application, terms.agency_within_days):
            says = f"An agency brought the candidate on {application.submitted_on}, before the referral."
            return bars(rule, says, [application.submitted, case.referral.made], submitted_on=application.submitted_on)
    return passes(rule, "No agency had brought the candidate before the referral.", [case.referral.made])


def employment_type_excluded(case: Case) -> Finding:
    """Barred when there is a hire, and its type is on no day one that the programme pays for."""
    rule = "employment_type_excluded"
    if case.hire is None:
        return not_tested(rule, "There is no hire yet.")
    begun_as = case.hire.on(case.hire.start_date).employment_type
    allowed = case.terms.candidate.employment_types
    facts = [case.hire.start, *case.hire.giving_type(case.counting_day)]
    values = {"employment_type": begun_as, "allowed": list(allowed), "counting_day": case.counting_day}
    if case.counting_day is None:
        paid = ", ".join(allowed) or "no type"
        return bars(rule, f"Hired as {begun_as}; the programme pays for {paid}.", facts, **values)
    if case.counting_day == case.hire.start_date:
        return passes(rule, f"Hired as {begun_as}.", facts, **values)
    later = case.hire.on(case.counting_day).employment_type
    return passes(rule, f"Hired as {begun_as}, {later} from {case.counting_day} on.", facts, **values)
