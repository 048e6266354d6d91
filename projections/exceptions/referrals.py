"""Referrals that need a person: of referrers nobody can verify, and those that no programme governs."""

from collections.abc import Iterator, Sequence

from domain.rules.decision import Decision
from projections.exceptions.found import Code, Found, name_facts

_MEND_UNVERIFIED = (
    "Have the referrer's employment sent, or link the referrer's account to the employee: "
    "`vouch identities link account ID EMPLOYEE`."
)
_MEND_UNGOVERNED = "Publish a version of the programme that was in force on that day, if a bonus was promised."


def list_of_referrals(decisions: Sequence[Decision]) -> Iterator[Found]:
    """List, of decisions that the cap has not been applied to, what needs a person; one for each referral."""
    told: dict[str, Found] = {}
    for decision in decisions:
        found = _tell(decision)
        if found is not None and (found.id not in told or not found.capped):
            told[found.id] = found
    yield from told.values()


def _tell(decision: Decision) -> Found | None:
    referral, row = decision.referral, decision.row
    if decision.case is None:
        says = f"Referral {referral.referral} of {referral.day} is governed by no version of the programme."
        return _find(decision, "no_programme", says, _MEND_UNGOVERNED)
    if "referrer_unverified" not in row.warnings or row.entitlement not in ("waiting", "earned"):
        return None
    says = (
        f"Nothing on record shows that {referral.referrer} was employed on {referral.day}, "
        f"when making referral {referral.referral}, which is {row.entitlement}."
    )
    return _find(decision, "referrer_unverified", says, _MEND_UNVERIFIED)


def _find(decision: Decision, code: Code, says: str, mend: str) -> Found:
    referral, row = decision.referral, decision.row
    return Found(
        code,
        f"referral/{referral.referral}",
        "referral",
        referral.referral,
        row.requisition,
        referral.day,
        referral.day,
        says,
        mend,
        name_facts([referral.made]),
        capped=decision.cap is not None,
    )
