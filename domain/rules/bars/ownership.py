"""Bars on the claim itself: withdrawn, one's own, too late, expired, for a post that was not open."""

from domain.rules.case import Case
from domain.rules.covered import find_earliest, list_in_scope
from domain.rules.finding import Finding, bars, days, not_tested, passes
from domain.state.application import Application
from domain.state.days import plus
from domain.state.programme import Version
from domain.state.referral import Referral
from domain.state.shelf import submitted_on


def no_programme(referral: Referral, version: Version | None) -> Finding:
    """Barred when no version of the programme was in force on the referral's day: there is no claim."""
    made = referral.made
    if version is None:
        says = f"No bonus programme was in force on {referral.day}, the day of the referral."
        return bars("no_programme", says, [made], referred_on=referral.day)
    says = f"Version {version.version} of the programme, in force from {version.effective_from}, governs this referral."
    facts = [made, version.published]
    return passes("no_programme", says, facts, referred_on=referral.day, programme_version=version.version)


def referral_withdrawn(case: Case) -> Finding:
    """Barred when withdrawn, and nothing covered."""
    withdrawn = case.referral.withdrawn
    if withdrawn is None:
        return passes("referral_withdrawn", "The referral was not withdrawn.", [case.referral.made])
    if case.counted is None:
        says = f"The referral was withdrawn on {withdrawn.day}, before any application that it covers."
        return bars("referral_withdrawn", says, [withdrawn], withdrawn_on=withdrawn.day)
    says = f"Withdrawn on {withdrawn.day}, after the application: it keeps its credit."
    return passes("referral_withdrawn", says, [withdrawn, case.counted.submitted], withdrawn_on=withdrawn.day)


def self_referral(case: Case) -> Finding:
    """Barred when a spell of the person, not cancelled, whatever its date, is the referrer's own."""
    referrer = case.referral.referrer
    own = case.person.spell_of(referrer)
    if own is not None:
        says = f"The referred person is the referrer: employment {own.employment} is {referrer}'s own."
        return bars("self_referral", says, [case.referral.made, own.told], employment=own.employment)
    return passes("self_referral", "The referrer and the referred person are two people.", [case.referral.made])


def referral_after_application(case: Case) -> Finding:
    """Barred when nothing is covered and the person had applied before the referral, and that still stands."""
    rule = "referral_after_application"
    if case.covered:
        says = "The referral came before an application that it covers, or within its grace."
        return passes(rule, says, [case.referral.made, case.covered.first().submitted])
    application = _find_in_the_way(case)
    if application is not None:
        says = f"Applied on {application.submitted_on}, before the referral of {case.day}."
        facts = [application.submitted, case.referral.made]
        return bars(rule, says, facts, submitted_on=application.submitted_on, referred_on=case.day)
    says = "No earlier application stands in the way."
    return passes(rule, says, [case.referral.made], referred_on=case.day)


def _find_in_the_way(case: Case) -> Application | None:
    """Find the first of those in scope, earlier than the referral less grace, that stands in its way."""
    earliest, found = find_earliest(case), []
    for shelf in list_in_scope(case):
        open_ = case.person.shelves.only(shelf, case.organisation.has_nobody_hired)
        found.append(shelf.first_after(shelf.since(earliest), case.hires.start, case.day))
        found.append(open_.first_after(open_.since(earliest), submitted_on, plus(case.day, -366)))
    in_the_way = [application for application in found if application is not None]
    return min(in_the_way, key=lambda application: (application.submission, application.tie), default=None)


def referral_expired(case: Case) -> Finding:
    """Barred when nothing is covered, and the day asked about is after the window's last day."""
    rule = "referral_expired"
    ends = case.window_ends_on
    if ends is None:
        return not_tested(rule, "Referrals do not expire under this programme.")
    if case.counted is not None:
        submitted = case.counted.submitted_on
        after = (submitted - case.day).days
        when = f"{days(after)} after" if after > 0 else f"{days(-after)} before" if after < 0 else "the day of"
        says = f"Applied {submitted}, {when} the referral; the window is {days((ends - case.day).days)}."
        facts = [case.referral.made, case.counted.submitted]
        return passes(rule, says, facts, submitted_on=submitted, window_ends_on=ends)
    if case.as_of > ends:
        says = f"No application by {ends}, the window's last day."
        return bars(rule, says, [case.referral.made], window_ends_on=ends)
    return passes(rule, f"The window is open until {ends}.", [case.referral.made], window_ends_on=ends)


def requisition_not_open(case: Case) -> Finding:
    """Barred when the post must be open on the referral's day, and was not, or there is none."""
    rule = "requisition_not_open"
    if not case.terms.ownership.requisition_must_be_open:
        return not_tested(rule, "The programme takes referrals for posts that are not open.")
    door = case.requisition.door_on(case.day)
    values = {"requisition": case.requisition_id, "referred_on": case.day}
    facts = [case.referral.made, *([door] if door else [])]
    if case.requisition.open_on(case.day):
        return passes(rule, f"{case.requisition_id} was open on {case.day}.", facts, **values)
    which = case.requisition_id or "No requisition"
    return bars(rule, f"{which} was not open on {case.day}, the day of the referral.", facts, **values)
