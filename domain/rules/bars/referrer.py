"""Bars on the referrer: not employed, a recruiter, the hiring manager, above the hire, too close."""

from collections.abc import Iterable, Iterator
from datetime import date

from domain.facts.base import Fact
from domain.rules.case import Case
from domain.rules.finding import Cited, Finding, bars, not_tested, passes
from domain.state.chain import list_above
from domain.state.entry import Entry
from domain.state.spell import Spell
from domain.state.stretch import find_begun


def referrer_not_employed(case: Case) -> Finding:
    """Barred when the referrer was not employed on the referral's day, though a stretch had begun by then."""
    rule = "referrer_not_employed"
    if not case.terms.referrer.employed_on_referral:
        return not_tested(rule, "The programme does not ask whether the referrer was employed.")
    begun = find_begun(case.referrer_stretches(), case.day)
    facts = Cited(lambda: [case.referral.made, *(stretch.spells[0].start for stretch in begun)])
    if not begun:
        says = f"No employment of {case.referral.referrer} had begun by {case.day}, as far as is on record: unverified."
        return passes(rule, says, facts, referred_on=case.day)
    last = begun[-1]  # the others were over before it began
    if not last.holds(case.day):
        says = f"{case.referral.referrer} had left on {last.last_day}, before the referral of {case.day}."
        return bars(rule, says, facts, referred_on=case.day, last_day=last.last_day)
    says = f"{case.referral.referrer} was employed on {case.day}."
    return passes(rule, says, facts, referred_on=case.day)


def referrer_role_excluded(case: Case) -> Finding:
    """Barred when a role in force for the referrer on the referral's day is excluded."""
    rule = "referrer_role_excluded"
    excluded = case.terms.referrer.excluded_roles
    record = case.organisation.employee(case.referral.referrer)
    roles = record.roles_on(case.day)
    facts = Cited(lambda: [case.referral.made, *record.fields.up_to(case.day)])
    values = {"roles": roles, "excluded_roles": list(excluded)}
    barred = [role for role in roles if role in excluded]
    if barred:
        return bars(rule, f"The referrer was {barred[0]} on {case.day}; that role earns no bonus.", facts, **values)
    return passes(rule, f"No excluded role of the referrer was in force on {case.day}.", facts, **values)


def referrer_is_hiring_manager(case: Case) -> Finding:
    """Barred when the referrer was the post's hiring manager on a day between the referral and the hire's start."""
    rule = "referrer_is_hiring_manager"
    if not case.terms.referrer.hiring_manager_excluded or case.counted is None:
        return not_tested(rule, "No application counts yet, or hiring managers may refer to their own posts.")
    last = case.as_of if case.hire is None else min(case.as_of, case.hire.start_date)
    requisition, referrer = case.requisition, case.referral.referrer
    facts = Cited(lambda: [case.referral.made, *requisition.fields.up_to(last)])
    values = {"requisition": case.requisition_id, "from": case.day, "to": last}
    day = requisition.first_day_under(referrer, case.day, last)
    if day is not None:
        says = f"{referrer} was the hiring manager of {case.requisition_id} on {day}."
        return bars(rule, says, facts, **values, on=day)
    return passes(rule, "The referrer was not the post's hiring manager meanwhile.", facts, **values)


def referrer_in_management_chain(case: Case) -> Finding:
    """Barred when, on the hire's start date, the referrer is the hire's manager, or anyone above."""
    rule = "referrer_in_management_chain"
    reach, hire = case.terms.referrer.management_chain, case.hire
    if reach == "none" or hire is None:
        return not_tested(rule, "There is no hire yet, or managers may refer to their own teams.")
    day, referrer = hire.start_date, case.referral.referrer
    only_first = reach == "direct"
    facts = Cited(lambda: _facts_of_managers(case, hire, managers_of(case, hire.employee, day, only_first=only_first)))
    values = {"managers": lambda: managers_of(case, hire.employee, day, only_first=only_first), "on": day}
    if _is_above(case, hire, only_first=only_first):
        return bars(rule, f"{referrer} was above the hire on {day}.", facts, **values)
    return passes(rule, f"The referrer was not above the hire on {day}.", facts, **values)


def _is_above(case: Case, hire: Spell, *, only_first: bool) -> bool:
    day, referrer = hire.start_date, case.referral.referrer
    if only_first:
        return case.organisation.employee(hire.employee).manager_on(day) == referrer
    return case.organisation.chains_on(day).is_above(referrer, hire.employee)


def _facts_of_managers(case: Case, hire: Spell, above: Iterable[str]) -> Iterator[Entry[Fact]]:
    yield hire.start
    for who in (hire.employee, *above):
        yield from case.organisation.employee(who).fields.up_to(hire.start_date)


def managers_of(case: Case, employee: str, day: date, *, only_first: bool) -> list[str]:
    """List the manager in force on the day, and unless `only_first` is asked for, everyone met going up."""
    if only_first:
        manager = case.organisation.employee(employee).manager_on(day)
        return [] if manager is None else [manager]
    return list_above(employee, lambda who: case.organisation.employee(who).manager_on(day))


def relationship_excluded(case: Case) -> Finding:
    """Barred when the programme excludes the relationship that the referrer gave."""
    rule = "relationship_excluded"
    relationship = case.referral.relationship
    excluded = case.terms.referrer.excluded_relationships
    values = {"relationship": relationship, "excluded_relationships": list(excluded)}
    if relationship is not None and relationship in excluded:
        return bars(rule, f"Referrals of {relationship} earn no bonus.", [case.referral.made], **values)
    return passes(rule, "The relationship is not excluded.", [case.referral.made], **values)
