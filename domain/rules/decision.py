"""The decision on one case: a row for each instalment, with every rule that led to it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from domain.money import zero
from domain.rules import amount
from domain.rules.bars.ownership import no_programme
from domain.rules.cap import CapTerms, Uncapped
from domain.rules.case import Case
from domain.rules.eligibility import Judged
from domain.rules.entitlement import Outcome, left_before, with_started_hire, without_started_hire
from domain.rules.finding import Finding, passes
from domain.rules.identity import find_who_is_who
from domain.rules.milestone import milestone
from domain.rules.row import Row
from domain.state.organisation import Organisation
from domain.state.referral import Referral
from domain.state.stretch import find_begun


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
    referral: Referral
    case: Case | None
    """None where no version of the programme governs the referral."""
    identities: Sequence[Finding] = ()
    """Who was found to be whom."""

    @property
    def uncapped(self) -> Uncapped:
        """The row with the cap that its terms set."""
        return Uncapped(self.row, self.cap)


def decide_ungoverned(referral: Referral, organisation: Organisation) -> Decision:
    """Decide a referral that no version of the programme governs: there is no claim, and one row says so."""
    row = _row(
        referral,
        organisation,
        requisition=referral.requisition,
        entitlement="ineligible",
        reasons=("no_programme",),
        amount="0",
    )
    return Decision(
        row,
        None,
        [no_programme(referral, None)],
        None,
        None,
        False,
        referral,
        None,
        find_who_is_who(referral, organisation),
    )


def decide_case(case: Case, judged: Judged) -> list[Decision]:
    """Decide each instalment of a case: what counts (§1), bars (§2), then outcome (§3) and amount (§4) of each."""
    findings = [_counted_application(case), *judged.findings[case.referral.referral]]
    barred = tuple(judged.bars_of(case))
    base = amount.find_base(case)
    found = [_decide(case, judged, index, base, findings, barred) for index in range(len(case.terms.instalments))]
    who = find_who_is_who(case.referral, judged.organisation)
    return [decision._replace(identities=who) for decision in found] if who else found


def _decide(
    case: Case, judged: Judged, index: int, base: amount.Base, findings: list[Finding], barred: tuple[str, ...]
) -> Decision:
    instalment = case.terms.instalments[index]
    reached = milestone(case, instalment.tenure_days) if case.hire is not None else None
    outcome = _find_outcome(case, reached, barred)
    worth = None
    if outcome.entitlement not in ("ineligible", "forfeited"):
        worth = amount.value_instalment(case, base, reached, index, judged.find_part(case))
    row = _row(
        case.referral,
        case.organisation,
        requisition=case.requisition_id,
        application=case.counted.application if case.counted else None,
        employment=case.hire.employment if case.hire else None,
        instalment=instalment.name,
        milestone_on=reached,
        entitlement=outcome.entitlement,
        waiting_for=outcome.waiting_for,
        reasons=barred or ((outcome.reason,) if outcome.reason else ()),
        amount=str(worth.amount) if worth else zero(base.currency),
        currency=base.currency,
        programme_version=case.version.version,
    )
    cap = case.terms.cap
    limit = CapTerms(cap.bonuses, cap.per) if cap is not None else None
    served = case.hired and reached is not None and reached <= case.as_of and not left_before(case, reached)
    every = [*findings, *outcome.findings]
    return Decision(row, limit, every, worth, instalment.tenure_days, served, case.referral, case)


def _find_outcome(case: Case, reached: date | None, barred: tuple[str, ...]) -> Outcome:
    if barred:
        return Outcome("ineligible", None, None, [])
    return with_started_hire(case, reached) if case.hired else without_started_hire(case)


def _counted_application(case: Case) -> Finding:
    application = case.counted
    if application is None:
        return passes("counted_application", "The referral covers no application.", [case.referral.made])
    name = application.application or "the application that the employment stands for"
    says = f"Of {len(case.covered)} covered, {name}, submitted on {application.submitted_on}, counts."
    return passes(
        "counted_application", says, [case.referral.made, application.submitted], state=application.walk.state
    )


def _row(
    referral: Referral,
    organisation: Organisation,
    *,
    requisition: str | None,
    entitlement: str,
    reasons: tuple[str, ...],
    amount: str,
    application: str | None = None,
    employment: str | None = None,
    instalment: str | None = None,
    milestone_on: date | None = None,
    waiting_for: str | None = None,
    currency: str | None = None,
    programme_version: int | None = None,
) -> Row:
    return Row(
        referral=referral.referral,
        referrer=referral.referrer,
        candidate=referral.candidate,
        requisition=requisition,
        application=application,
        employment=employment,
        instalment=instalment,
        milestone_on=milestone_on,
        entitlement=entitlement,
        waiting_for=waiting_for,
        reasons=reasons,
        amount=amount,
        currency=currency,
        programme_version=programme_version,
        warnings=_list_warnings(referral, organisation),
    )


def _list_warnings(referral: Referral, organisation: Organisation) -> tuple[str, ...]:
    unverified = () if _verified(referral, organisation) else ("referrer_unverified",)
    if organisation.identities.is_unidentified(referral.referrer):
        return (*unverified, "referrer_unidentified")
    return unverified


def _verified(referral: Referral, organisation: Organisation) -> bool:
    # Where a stretch begins does not depend on the gaps that join it to others.
    return bool(find_begun(organisation.stretches_of_employee(referral.referrer, 0), referral.day))
