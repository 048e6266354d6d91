"""Why: each row explained by the rules that led to it, the values compared and the facts used (spec/bonus.md §7)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from domain.facts.referral import ReferralMade
from domain.rules import amount
from domain.rules.cap import CapTerms, Counting, Uncapped, apply_cap, loses_to_cap
from domain.rules.case import Case
from domain.rules.decision import Decision
from domain.rules.finding import Finding, Verdict, not_tested
from domain.rules.row import Row
from domain.state.days import plus
from domain.state.entry import Entry


class RuleTested(Struct, frozen=True):
    """One rule as it was tested, in the shape of spec/bonus.md §7."""

    rule: str
    verdict: str
    says: str
    values: Mapping[str, object]
    facts: list[str]


class Explanation(Struct, frozen=True):
    """A row and why it reads so; for a waiting one what would make it earned and the date that is forecast for."""

    row: Row
    rules: list[RuleTested]
    would_be_earned_by: str | None
    forecast_on: date | None


Made = Callable[[Sequence[str]], Mapping[str, Entry[ReferralMade]]]
"""Finds the facts by which referrals were made, by referral."""


class _Caps:
    """The caps of the rows explained together: which bonuses count, and the referrals as they were made."""

    def __init__(self, decisions: Sequence[Decision], others: Sequence[Uncapped], made: Made | None) -> None:
        self.counting = Counting([*(decision.uncapped for decision in decisions), *others])
        self._made = {decision.row.referral: decision.referral.made for decision in decisions}
        self._find_made = made

    def made(self, referrals: Sequence[str]) -> list[Entry[ReferralMade]]:
        """Collect the facts by which the referrals were made, in their order."""
        missing = [referral for referral in referrals if referral not in self._made]
        if missing and self._find_made is not None:
            self._made.update(self._find_made(missing))
        return [self._made[referral] for referral in referrals]

    def finding(self, decision: Decision, row: Row) -> Finding:
        """Say how the cap was tested on a row that it could take; `row` is the decision's after the cap."""
        cap = decision.cap
        if cap is None:
            return not_tested("cap_reached", "The programme sets no cap.")
        before = self.counting.before(decision.row, cap)
        if before is None:
            return not_tested("cap_reached", "No amount over 0 with a milestone, so nothing to count towards the cap.")
        verdict, says = _cap(row, cap, len(before))
        values = {
            "bonuses": cap.bonuses,
            "per": cap.per,
            "counting": [{"referral": first.referral, "milestone_on": first.milestone} for first in before],
        }
        facts = [decision.referral.made, *self.made([first.referral for first in before])]
        return Finding("cap_reached", verdict, says, values, tuple(facts))


def _cap(row: Row, cap: CapTerms, counting: int) -> tuple[Verdict, str]:
    bonuses = "1 bonus" if counting == 1 else f"{counting} bonuses"
    count = "counts" if counting == 1 else "count"
    if "cap_reached" in row.reasons:
        return "loses", f"{row.referrer} has earned the {_limit(cap)} already."
    if counting >= cap.bonuses and row.entitlement == "waiting":
        towards = f"towards the cap of {cap.bonuses} in {_period(cap)}"
        return "waits", f"{bonuses} of {row.referrer} already {count} {towards}: this one would be over it."
    so_far = f"{counting or 'none'} {count if counting else 'counts'} before this one"
    return "passes", f"{row.referrer} is within the {_limit(cap)}: {so_far}."


def _limit(cap: CapTerms) -> str:
    return f"{cap.bonuses} bonus{'' if cap.bonuses == 1 else 'es'} in {_period(cap)}"


def _period(cap: CapTerms) -> str:
    return "a calendar year" if cap.per == "calendar_year" else "any 365 days"


def explain(
    decisions: Sequence[Decision], others: Sequence[Uncapped] = (), made: Made | None = None
) -> list[Explanation]:
    """Explain decisions; the cap looks at all rows of a referrer: give those of other decisions as `others`.

    `made` finds the facts by which those of them were made that count towards a cap.
    """
    rows = apply_cap([*(decision.uncapped for decision in decisions), *others])
    caps = _Caps(decisions, others, made)
    return [_explanation(decision, row, caps) for decision, row in zip(decisions, rows, strict=False)]


def _explanation(decision: Decision, row: Row, caps: _Caps) -> Explanation:
    cap = caps.finding(decision, row) if loses_to_cap(decision.row) else None
    rules = [_tested(finding) for finding in (*_findings(decision, cap), *decision.identities)]
    needed, forecast_on = find_condition(decision, row), _forecast(decision, row)
    if cap is not None and cap.verdict == "waits" and decision.cap is not None:
        # Nobody can foretell that: another's bonus would have to stop counting.
        needed, forecast_on = f"{needed}, and room in the cap of {_limit(decision.cap)}", None
    return Explanation(row, rules, needed, forecast_on)


def _tested(finding: Finding) -> RuleTested:
    refs = list(dict.fromkeys(entry.ref for entry in finding.facts))
    return RuleTested(finding.rule, finding.verdict, finding.says, finding.give_values(), refs)


def _findings(decision: Decision, cap: Finding | None) -> list[Finding]:
    """List all findings in the order of spec/bonus.md: the cap before what it lets be earned, the amount last."""
    findings = list(decision.findings)
    if cap is not None:
        at = next(i for i, finding in enumerate(findings) if finding.rule == "earned")
        if cap.verdict == "loses":
            # What the row would have earned is no longer so: the verdict and the amount go.
            return [*findings[:at], cap]
        findings.insert(at, cap)
    if decision.worth is not None and decision.case is not None:
        findings.append(amount.explain_amount(decision.case, decision.worth, decision.row.milestone_on))
    return findings


def find_condition(decision: Decision, row: Row) -> str | None:
    """Say what would make a waiting row earned, in words; None for any other row."""
    case, tenure = decision.case, decision.tenure_days
    if row.entitlement != "waiting" or case is None:
        return None
    if row.milestone_on is not None:
        return f"employed through {row.milestone_on}"
    match row.waiting_for:
        case "application":
            by = f" by {case.window_ends_on}" if case.window_ends_on else ""
            return f"an application{by}, a hire from it, and employed for {tenure} days"
        case "offer" | "acceptance":
            what = "an offer" if row.waiting_for == "offer" else "the offer"
            return f"{what} accepted, {_start(case)}, and employed for {tenure} days"
        case "start":
            return f"{_start(case)}, and employed for {tenure} days"
        case _:
            return f"the unpaid leave ended, and {tenure} days of tenure served"


def _forecast(decision: Decision, row: Row) -> date | None:
    if row.entitlement != "waiting":
        return None
    if row.milestone_on is not None or decision.tenure_days is None:
        return row.milestone_on
    starts_on = find_announced_start(decision.case) if decision.case is not None else None
    if decision.case is None or starts_on is None or starts_on <= decision.case.as_of:
        return None  # a start that should have come cannot be built upon
    return plus(starts_on, decision.tenure_days)


def _start(case: Case) -> str:
    """Explain the start that is missing; with since when, where one was announced that should have come by the day."""
    starts_on = find_announced_start(case)
    overdue = starts_on is not None and starts_on <= case.as_of
    return f"a start (overdue since {starts_on})" if overdue else "a start"


def find_announced_start(case: Case) -> date | None:
    """Find the start date that the standing offer of the counted application gives, while there is no hire."""
    offer = case.counted.standing_offer() if case.counted is not None and case.hire is None else None
    return offer.start_date if offer is not None else None
