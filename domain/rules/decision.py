"""The decision on one case: a row for each instalment, with every rule that led to it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from domain.money import zero
from domain.rules import amount
from domain.rules.cap import CapTerms, Uncapped
from domain.rules.case import Case
from domain.rules.eligibility import Judged
from domain.rules.entitlement import Outcome, left_before, with_started_hire, without_started_hire
from domain.rules.finding import Finding, passes
from domain.rules.milestone import milestone
from domain.rules.row import Row


class Decision(NamedTuple):
    """One instalment's row but for the cap, and why."""

    row: Row
    cap: CapTerms | None
    findings: Sequence[Finding]
    worth: amount.Worth | None
    """How the amount was reckoned; None where nothing is due."""
    tenure_days: int | None
    tenure_served: bool
    """Whether the hire has served the tenure by the day, whatever else stands in the way of a bonus."""
    case: Case

    @property
    def uncapped(self) -> Uncapped:
        """The row with the cap that its terms set."""
        return Uncapped(self.row, self.cap)


def decide_case(case: Case, judged: Judged) -> list[Decision]:
    """A decision for each instalment of the governing version; one for a referral that no version governs."""
    findings = judged.findings[case.referral.referral]
    if case.version is None:
        row = _row(case, entitlement="ineligible", reasons=("no_programme",))
        return [Decision(row, None, findings, None, None, False, case)]
    findings = [_counted(case), *findings]
    barred = tuple(judged.bars_of(case))
    priced = amount.base(case)
    return [_decision(case, judged, index, priced, findings, barred) for index in range(len(case.terms.instalments))]


def _decision(
    case: Case, judged: Judged, index: int, priced: amount.Base, findings: list[Finding], barred: tuple[str, ...]
) -> Decision:
    instalment = case.terms.instalments[index]
    reached = milestone(case, instalment.tenure_days) if case.hire is not None else None
    outcome = _outcome(case, reached, barred)
    worth = None
    if outcome.entitlement not in ("ineligible", "forfeited"):
        worth = amount.worth(case, priced, reached, index, judged.split(case))
    row = _row(
        case,
        instalment=instalment.name,
        milestone_on=reached,
        entitlement=outcome.entitlement,
        waiting_for=outcome.waiting_for,
        reasons=barred or ((outcome.reason,) if outcome.reason else ()),
        amount=str(worth.amount) if worth else zero(priced.currency),
        currency=priced.currency,
    )
    cap = case.terms.cap
    limit = CapTerms(cap.bonuses, cap.per) if cap is not None else None
    served = case.hired and reached is not None and reached <= case.as_of and not left_before(case, reached)
    every = [*findings, *outcome.findings]
    return Decision(row, limit, every, worth, instalment.tenure_days, served, case)


def _outcome(case: Case, reached: date | None, barred: tuple[str, ...]) -> Outcome:
    if barred:
        return Outcome("ineligible", None, None, [])
    return with_started_hire(case, reached) if case.hired else without_started_hire(case)


def _counted(case: Case) -> Finding:
    application = case.counted
    if application is None:
        return passes("counted_application", "The referral covers no application.", [case.referral.made])
    name = application.application or "the application that the employment stands for"
    says = f"Of {len(case.covered)} covered, {name}, submitted on {application.submitted_on}, counts."
    return passes(
        "counted_application", says, [case.referral.made, application.submitted], state=application.walk.state
    )


def _row(
    case: Case,
    *,
    entitlement: str,
    reasons: tuple[str, ...],
    instalment: str | None = None,
    milestone_on: date | None = None,
    waiting_for: str | None = None,
    amount: str = "0",
    currency: str | None = None,
) -> Row:
    return Row(
        referral=case.referral.referral,
        referrer=case.referral.referrer,
        candidate=case.referral.candidate,
        requisition=case.requisition_id,
        application=case.counted.application if case.counted else None,
        employment=case.hire.employment if case.hire else None,
        instalment=instalment,
        milestone_on=milestone_on,
        entitlement=entitlement,
        waiting_for=waiting_for,
        reasons=reasons,
        amount=amount,
        currency=currency,
        programme_version=case.version.version if case.version else None,
        warnings=() if _verified(case) else ("referrer_unverified",),
    )


def _verified(case: Case) -> bool:
    # Where a stretch begins does not depend on the gaps that join it to others.
    return any(
        stretch.first_day <= case.day for stretch in case.organisation.stretches_of_employee(case.referral.referrer, 0)
    )
