"""Bars on the candidate: applied or employed lately, an agency's, hired for another kind of work."""

from bisect import bisect_left
from datetime import date

from domain.rules.case import Case
from domain.rules.covered import find_earliest, is_for_its_post_only
from domain.rules.finding import Cited, Finding, bars, days, not_tested, passes
from domain.state.application import Application
from domain.state.days import plus
from domain.state.shelf import Run, Shelf, submitted_on
from domain.state.spell import Spell
from domain.state.stretch import find_holding


def candidate_recent_applicant(case: Case) -> Finding:
    """Barred if the person applied before the referral, within `not_applied_within_days`, uncovered by it."""
    rule = "candidate_recent_applicant"
    limit = case.terms.candidate.not_applied_within_days
    if limit is None:
        return not_tested(rule, "Earlier applications do not matter under this programme.")
    application = _find_recent(case, limit)
    if application is not None:
        says = f"Applied on {application.submitted_on}, less than {days(limit)} before the referral."
        facts = [application.submitted, case.referral.made]
        return bars(rule, says, facts, submitted_on=application.submitted_on, within_days=limit)
    says = f"No other application in the {days(limit)} before the referral."
    return passes(rule, says, [case.referral.made], within_days=limit)


def _find_recent(case: Case, limit: int) -> Application | None:
    """Find the first announced application before the referral, within the limit, that the referral does not cover."""
    shelf, since = case.person.shelves.announced, plus(case.day, -limit)
    end = shelf.before(case.referral.made.order)
    graced = min(end, shelf.since(find_earliest(case)))  # earlier ones are covered by no means
    found = shelf.first_after(graced, submitted_on, since)
    if found is not None:
        return found
    within = (_first_uncovered(case, shelf, run) for run in shelf.runs_after(graced, end, since))
    return next((application for application in within if application is not None), None)


def _first_uncovered(case: Case, shelf: Shelf, run: Run) -> Application | None:
    """Find the first of a run within the grace that is for another post, after a withdrawal or after the window."""
    first, last = run
    places = [after for after, _ in shelf.runs_after(first, last, case.window_ends_on or date.max)]
    if is_for_its_post_only(case):
        places.append(shelf.first_for_another_post(first, case.referral.requisition))
    if case.referral.withdrawn is not None:
        places.append(max(first, shelf.up_to(case.referral.withdrawn.order)))
    place = min(places, default=last)
    return shelf.applications[place] if place < last else None


def candidate_is_employee(case: Case) -> Finding:
    """Barred when the person was employed on the referral's day, or the hire is an internal move."""
    rule = "candidate_is_employee"
    held = find_holding(case.person.stretches(case.gap_days), case.day)
    if held is not None:
        spell = held.spells[0]
        says = f"Employed already on {case.day}, the day of the referral (since {spell.start_date})."
        return bars(rule, says, [spell.start, case.referral.made], employed_since=spell.start_date)
    moved = _find_move(case)
    if moved is not None:
        which = f"{moved.employment}, begun {moved.start_date}"
        says = f"An internal move: {which}, comes from an application before the referral."
        return bars(rule, says, [moved.start, case.referral.made], employment=moved.employment)
    return passes(rule, f"Not an employee on {case.day}.", [case.referral.made], referred_on=case.day)


def _find_move(case: Case) -> Spell | None:
    if case.hire is None or case.stretch is None:
        return None
    submissions, earliest = case.organisation.first_submissions(case.stretch), find_earliest(case)
    place = bisect_left(submissions, True, key=lambda instant: instant < earliest)
    if place == len(submissions):
        return None
    spell = case.stretch.spells[place]
    return spell if spell.start_date < case.hire.start_date else None


def candidate_former_employee(case: Case) -> Finding:
    """Barred if a spell, not the hire, ended before the referral's day, by less than `not_employed_within_days`."""
    rule = "candidate_former_employee"
    limit = case.terms.candidate.not_employed_within_days
    if limit is None:
        return not_tested(rule, "Earlier employment does not matter under this programme.")
    spell = case.person.ended_between(plus(case.day, -limit), case.day, but=case.hire)
    if spell is not None and spell.ended is not None:
        last = spell.last_day
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
    within = terms.agency_within_days
    shelves = case.person.shelves
    shelf = shelves.only(shelves.announced, is_by_agency)
    end = shelf.before(case.referral.made.order)
    since = None if within is None else plus(case.day, -within)
    application = _first(shelf, end) if since is None else shelf.first_after(end, submitted_on, since)
    if application is not None:
        says = f"An agency brought the candidate on {application.submitted_on}, before the referral."
        return bars(rule, says, [application.submitted, case.referral.made], submitted_on=application.submitted_on)
    return passes(rule, "No agency had brought the candidate before the referral.", [case.referral.made])


def _first(shelf: Shelf, end: int) -> Application | None:
    return shelf.applications[0] if end else None


def is_by_agency(application: Application) -> bool:
    """Tell whether an agency brought the application."""
    return application.source == "agency"


def employment_type_excluded(case: Case) -> Finding:
    """Barred when there is a hire, and its type is on no day one that the programme pays for."""
    rule = "employment_type_excluded"
    hire, counting_day = case.hire, case.counting_day
    if hire is None:
        return not_tested(rule, "There is no hire yet.")
    begun_as = hire.on(hire.start_date).employment_type
    allowed = case.terms.candidate.employment_types
    facts = Cited(lambda: [hire.start, *hire.giving_type(counting_day)])
    values = {"employment_type": begun_as, "allowed": list(allowed), "counting_day": case.counting_day}
    if counting_day is None:
        paid = ", ".join(allowed) or "no type"
        return bars(rule, f"Hired as {begun_as}; the programme pays for {paid}.", facts, **values)
    if counting_day == hire.start_date:
        return passes(rule, f"Hired as {begun_as}.", facts, **values)
    later = hire.on(counting_day).employment_type
    return passes(rule, f"Hired as {begun_as}, {later} from {case.counting_day} on.", facts, **values)
