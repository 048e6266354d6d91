"""Why: each row explained by the rules that led to it, the values compared and the facts used (bonus.md, 7)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from domain.rules.cap import CapTerms, apply_cap, loses_to_cap
from domain.rules.case import Case
from domain.rules.finding import Finding, not_tested
from domain.rules.row import Row
from domain.rules.verdict import Decision
from domain.state.days import plus


class RuleTested(Struct, frozen=True):
    """One rule as it was tested, in the shape of bonus.md, 7."""

    rule: str
    verdict: str
    says: str
    values: dict[str, Any]
    facts: list[str]


class Explanation(Struct, frozen=True):
    """A row and why it reads so; for a waiting one what would make it earned and the date that is forecast for."""

    row: Row
    rules: list[RuleTested]
    would_be_earned_by: str | None
    forecast_on: date | None


def explain(decisions: Sequence[Decision]) -> list[Explanation]:
    """The explanations of decisions; give all of a referrer's, since the cap looks at all of them."""
    rows = apply_cap([decision.uncapped for decision in decisions])
    return [_explanation(decision, row) for decision, row in zip(decisions, rows, strict=True)]


def _explanation(decision: Decision, row: Row) -> Explanation:
    rules = [_tested(finding) for finding in _with_cap(decision, row)]
    return Explanation(row, rules, condition(decision, row), _forecast(decision, row))


def _tested(finding: Finding) -> RuleTested:
    refs = list(dict.fromkeys(entry.ref for entry in finding.facts))
    return RuleTested(finding.rule, finding.verdict, finding.says, finding.values, refs)


def _with_cap(decision: Decision, row: Row) -> list[Finding]:
    findings = list(decision.findings)
    at = next((i for i, finding in enumerate(findings) if finding.rule == "earned"), None)
    if at is None:
        return findings
    if "cap_reached" in row.reasons and decision.cap is not None:
        # What the row would have earned is no longer so: the verdict and the amount go.
        return [*findings[:at], _cap(decision, decision.cap, over=True)]
    if decision.cap is None or not loses_to_cap(decision.row):
        return [*findings[:at], not_tested("cap_reached", "The programme sets no cap."), *findings[at:]]
    return [*findings[:at], _cap(decision, decision.cap, over=False), *findings[at:]]


def _cap(decision: Decision, cap: CapTerms, *, over: bool) -> Finding:
    per = "a calendar year" if cap.per == "calendar_year" else "any 365 days"
    limit = f"{cap.bonuses} bonus{'' if cap.bonuses == 1 else 'es'} in {per}"
    who = decision.row.referrer
    says = f"{who} has earned the {limit} already." if over else f"{who} is within the {limit}."
    values = {"bonuses": cap.bonuses, "per": cap.per}
    return Finding("cap_reached", "loses" if over else "passes", says, values, (decision.case.referral.made,))


def condition(decision: Decision, row: Row) -> str | None:
    """What would make a waiting row earned, in words; None for any other row."""
    case, tenure = decision.case, decision.tenure_days
    if row.entitlement != "waiting":
        return None
    if row.milestone_on is not None:
        return f"employed through {row.milestone_on}"
    match row.waiting_for:
        case "application":
            by = f" by {case.window_ends_on}" if case.window_ends_on else ""
            return f"an application{by}, a hire from it, and employed for {tenure} days"
        case "offer" | "acceptance":
            what = "an offer" if row.waiting_for == "offer" else "the offer"
            return f"{what} accepted, a start, and employed for {tenure} days"
        case "start":
            return f"a start, and employed for {tenure} days"
        case _:
            return f"the unpaid leave ended, and {tenure} days of tenure served"


def _forecast(decision: Decision, row: Row) -> date | None:
    if row.entitlement != "waiting":
        return None
    if row.milestone_on is not None or decision.tenure_days is None:
        return row.milestone_on
    starts_on = _announced_start(decision.case)
    return plus(starts_on, decision.tenure_days) if starts_on else None


def _announced_start(case: Case) -> date | None:
    offer = case.counted.standing_offer() if case.counted is not None and case.hire is None else None
    announced = offer.field("start_date") if offer is not None else None
    return date.fromisoformat(announced) if announced else None
