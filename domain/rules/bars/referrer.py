"""Bars on the referrer: not employed, a recruiter, the hiring manager, above the hire, too close."""

from datetime import date

from domain.rules.case import Case
from domain.rules.finding import Finding, bars, not_tested, passes
from domain.state.stretch import employed_on


def referrer_not_employed(case: Case) -> Finding:
    """Barred when the referrer was not employed on the referral's day, though a stretch had begun by then."""
    rule = "referrer_not_employed"
    if not case.terms.referrer.employed_on_referral:
        return not_tested(rule, "The programme does not ask whether the referrer was employed.")
    begun = [stretch for stretch in case.referrer_stretches() if stretch.first_day <= case.day]
    facts = [case.referral.made, *(stretch.spells[0].start for stretch in begun)]
    if not begun:
        says = f"No employment of {case.referral.referrer} had begun by {case.day}, as far as is on record: unverified."
        return passes(rule, says, facts, referred_on=case.day)
    if not employed_on(begun, case.day):
        left = max(stretch.last_day for stretch in begun if stretch.last_day is not None)
        says = f"{case.referral.referrer} had left on {left}, before the referral of {case.day}."
        return bars(rule, says, facts, referred_on=case.day, last_day=left)
    says = f"{case.referral.referrer} was employed on {case.day}."
    return passes(rule, says, facts, referred_on=case.day)


def referrer_role_excluded(case: Case) -> Finding:
    """Barred when a role in force for the referrer on the referral's day is excluded."""
    rule = "referrer_role_excluded"
    excluded = case.terms.referrer.excluded_roles
    record = case.organisation.employee(case.referral.referrer)
    roles = record.roles_on(case.day)
    facts = [case.referral.made, *record.fields.up_to(case.day)]
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
    facts = [case.referral.made, *case.requisition.fields.up_to(last)]
    values = {"requisition": case.requisition_id, "from": case.day, "to": last}
    for day in _days_that_matter(case, last):
        if case.requisition.on(day, lambda fact: fact.hiring_manager) == case.referral.referrer:
            says = f"{case.referral.referrer} was the hiring manager of {case.requisition_id} on {day}."
            return bars(rule, says, facts, **values, on=day)
    return passes(rule, "The referrer was not the post's hiring manager meanwhile.", facts, **values)


def _days_that_matter(case: Case, last: date) -> list[date]:
    # Between two dated facts nothing changes: the first day of the range and each later change are enough.
    return [case.day, *case.requisition.fields.changes_between(case.day, last)] if case.day <= last else []


def referrer_in_management_chain(case: Case) -> Finding:
    """Barred when, on the hire's start date, the referrer is the hire's manager, or anyone above."""
    rule = "referrer_in_management_chain"
    reach = case.terms.referrer.management_chain
    if reach == "none" or case.hire is None:
        return not_tested(rule, "There is no hire yet, or managers may refer to their own teams.")
    day = case.hire.start_date
    above = managers_of(case, case.hire.employee, day, only_first=reach == "direct")
    facts = [
        case.hire.start,
        *(e for who in (case.hire.employee, *above) for e in case.organisation.employee(who).fields.up_to(day)),
    ]
    values = {"managers": above, "on": day}
    if case.referral.referrer in above:
        return bars(rule, f"{case.referral.referrer} was above the hire on {day}.", facts, **values)
    return passes(rule, f"The referrer was not above the hire on {day}.", facts, **values)


def managers_of(case: Case, employee: str, day: date, *, only_first: bool) -> list[str]:
    """List the employee's manager in force on the day and, unless `only_first`, everyone met going up."""
    above: list[str] = []
    manager = case.organisation.employee(employee).manager_on(day)
    while manager is not None and manager not in above:
        above.append(manager)
        manager = None if only_first else case.organisation.employee(manager).manager_on(day)
    return above


def relationship_excluded(case: Case) -> Finding:
    """Barred when the programme excludes the relationship that the referrer gave."""
    rule = "relationship_excluded"
    relationship = case.referral.relationship
    excluded = case.terms.referrer.excluded_relationships
    values = {"relationship": relationship, "excluded_relationships": list(excluded)}
    if relationship is not None and relationship in excluded:
        return bars(rule, f"Referrals of {relationship} earn no bonus.", [case.referral.made], **values)
    return passes(rule, "The relationship is not excluded.", [case.referral.made], **values)
