"""What a referral without a bar is waiting for, or how it was lost (spec/bonus.md §3)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from domain.facts.base import Fact
from domain.rules.case import Case
from domain.rules.finding import Cited, Finding, Verdict, not_tested, passes
from domain.state.application import Application
from domain.state.entry import Entry
from domain.state.spell import Spell
from domain.state.stretch import Stretch, find_begun

CLOSED_BY_OFFER = {"offer_declined", "offer_withdrawn", "acceptance_withdrawn", "offer_expired"}


class Outcome(NamedTuple):
    """Where one instalment stands, with the rules that say so."""

    entitlement: str
    waiting_for: str | None
    reason: str | None
    findings: list[Finding]


def _waiting(what: str, says: str, facts: Iterable[Entry[Fact]]) -> Outcome:
    return Outcome("waiting", what, None, [Finding("progress", "waits", says, {"waiting_for": what}, facts)])


def _forfeited(reason: str, says: str, facts: Iterable[Entry[Fact]]) -> Outcome:
    return Outcome("forfeited", None, reason, [Finding("progress", "loses", says, {"reason": reason}, facts)])


def without_started_hire(case: Case) -> Outcome:
    """Decide by the first that fits of the cases without a hire that has started by the day."""
    application = case.counted
    if application is None:
        return _waiting("application", "No application that the referral covers yet.", [case.referral.made])
    walk, facts = application.walk, [application.submitted]
    if case.hire is not None and not _undone_since(case, application):
        says = f"{case.hire.employment} is to start on {case.hire.start_date}."
        return _waiting("start", says, [*facts, case.hire.start])
    if walk.closed_by is not None and walk.closing_reason is not None:
        says = f"Lost on {walk.closed_by.day}: {walk.closing_reason.replace('_', ' ')}."
        return _forfeited(walk.closing_reason, says, [*facts, walk.closed_by])
    spells = case.organisation.spells_for(application)
    if spells:
        says = f"{spells[0].employment} never began."
        return _forfeited("never_started", says, Cited(lambda: [*facts, *(spell.told for spell in spells)]))
    latest = [walk.latest] if walk.latest else []
    if walk.state == "accepted":
        return _waiting("start", "An offer stands accepted; no employment has started.", [*facts, *latest])
    if walk.state == "offered":
        return _waiting("acceptance", "An offer stands extended.", [*facts, *latest])
    return _waiting("offer", f"Applied on {application.submitted_on}; no offer stands.", [*facts, *latest])


def _undone_since(case: Case, application: Application) -> bool:
    # An offer undone after the hire was entered undoes the hire; a rejection or an older undoing does not.
    walk = application.walk
    if walk.closed_by is None or case.hire is None or walk.closing_reason not in CLOSED_BY_OFFER:
        return False
    return walk.closed_by.order > case.hire.start.order


def with_started_hire(case: Case, milestone: date | None) -> Outcome:
    """Decide one instalment of a started hire, but for the cap, which looks at the referrer's other bonuses."""
    findings = [_milestone(case, milestone)]
    for rule in (hire_left_before_milestone, referrer_left_before_milestone):
        findings.append(rule(case, milestone))
        if findings[-1].verdict == "loses":
            return Outcome("forfeited", None, findings[-1].rule, findings)
    if milestone is not None and milestone <= case.as_of:
        findings.append(_verdict(case, "earns", f"The milestone of {milestone} has been reached."))
        return Outcome("earned", None, None, findings)
    when = f"The milestone is on {milestone}." if milestone else "The leave has no end on record, so no milestone yet."
    findings.append(_verdict(case, "waits", when))
    return Outcome("waiting", "milestone", None, findings)


def _verdict(case: Case, verdict: Verdict, says: str) -> Finding:
    facts = (case.hire.start,) if case.hire else ()
    return Finding("earned", verdict, says, {"as_of": case.as_of}, facts)


def _milestone(case: Case, milestone: date | None) -> Finding:
    assert case.hire is not None
    assert case.stretch is not None
    hire = case.hire
    counts_from = case.counting_day or hire.start_date
    later = counts_from > hire.start_date
    facts = Cited(lambda: _facts_of_tenure(case, hire, counts_from if later else None))
    begun = f"Started on {case.hire.start_date}" + (f", and counts from {counts_from}" if later else "")
    says = f"{begun}; the tenure is served by {milestone}."
    if milestone is None:
        says = f"{begun}; an unpaid leave without an end keeps the tenure from being served."
    values = {"start_date": case.hire.start_date, "counts_from": counts_from, "milestone_on": milestone}
    return passes("milestone", says, facts, **values)


def left_before(case: Case, milestone: date | None) -> bool:
    """Tell whether the hire's stretch ends before the milestone, not for an excused reason."""
    stretch = case.stretch
    if stretch is None or stretch.last_day is None or milestone is None or stretch.last_day >= milestone:
        return False
    return stretch.reason not in case.terms.excused_leaving.hire


def hire_left_before_milestone(case: Case, milestone: date | None) -> Finding:
    """Lost when the hire's stretch ends before the milestone, not for an excused reason."""
    rule, stretch = "hire_left_before_milestone", case.stretch
    assert stretch is not None
    if stretch.last_day is None:
        return passes(rule, "The hire is employed, with no last day on record.", [stretch.spells[-1].start])
    facts = tuple(e for e in (stretch.last_spell.ended,) if e is not None)
    values = {"last_day": stretch.last_day, "milestone_on": milestone, "reason": stretch.reason}
    if left_before(case, milestone):
        says = f"The hire's last day is {stretch.last_day}, before the milestone of {milestone}."
        return Finding(rule, "loses", says, values, facts)
    if milestone is not None and stretch.last_day < milestone:
        says = f"The hire left on {stretch.last_day}, for a reason that the programme excuses."
        return Finding(rule, "passes", says, values, facts)
    return Finding(rule, "passes", f"Employed through the milestone, until {stretch.last_day}.", values, facts)


def referrer_left_before_milestone(case: Case, milestone: date | None) -> Finding:
    """Lost when the referrer, once employed, is not employed on the milestone, not for an excused reason."""
    rule = "referrer_left_before_milestone"
    if not case.terms.referrer.employed_on_milestone or milestone is None:
        return not_tested(rule, "The referrer need not be employed on the milestone, or there is none yet.")
    begun = find_begun(case.referrer_stretches(), milestone)
    if not begun:
        return passes(rule, "No employment of the referrer is on record: unverified.", [case.referral.made])
    last = begun[-1]
    facts = Cited(lambda: _bounds_of(begun))
    values = {"milestone_on": milestone, "last_day": last.last_day, "reason": last.reason}
    if last.holds(milestone):
        return Finding(rule, "passes", f"The referrer is employed on {milestone}.", values, facts)
    if last.reason in case.terms.excused_leaving.referrer:
        says = f"The referrer left on {last.last_day}, for a reason that the programme excuses."
        return Finding(rule, "passes", says, values, facts)
    says = f"The referrer's last day is {last.last_day}, before the milestone of {milestone}."
    return Finding(rule, "loses", says, values, facts)


def _facts_of_tenure(case: Case, hire: Spell, counts_from: date | None) -> Iterator[Entry[Fact]]:
    yield hire.start
    if counts_from is not None:
        yield from hire.giving_type(counts_from)
    if case.terms.unpaid_leave_pauses and case.stretch is not None:
        yield from (leave.entry for spell in case.stretch.spells for leave in spell.leaves)


def _bounds_of(stretches: Iterable[Stretch]) -> Iterator[Entry[Fact]]:
    """Go through the facts that begin and end each stretch."""
    for stretch in stretches:
        yield stretch.spells[0].start
        if stretch.last_day is not None and stretch.last_spell.ended is not None:
            yield stretch.last_spell.ended
