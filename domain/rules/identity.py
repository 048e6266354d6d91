"""Who was found to be whom, by which facts; and what would identify an account that is not (spec/vendors.md §2).

It bars nobody: spec/bonus.md is read with workers for employees, whoever was found to be one. No address is shown.
"""

from domain.rules.finding import Finding, passes
from domain.state.identity.match import Match
from domain.state.organisation import Organisation
from domain.state.referral import Referral

RULE = "identity"
_HOW = {
    "declared": "so it was declared",
    "number": "by the number on record",
    "address": "by an address on record",
    "number_and_address": "by the number and an address on record",
}
_WOULD_BE = "A number or an address that an employee's record has too would tell, or a declared link."


def find_who_is_who(referral: Referral, organisation: Organisation) -> list[Finding]:
    """Say who the referrer and the referred person were found to be; nothing where nobody is somebody else."""
    if not organisation.identities:
        return []
    return [*_referrer(referral, organisation), *_candidate(referral, organisation)]


def _referrer(referral: Referral, organisation: Organisation) -> list[Finding]:
    given, worker = referral.credited, referral.referrer
    identities = organisation.identities
    match = identities.match_of_account(given)
    if match is not None:
        return [_account(given, match, referral, organisation)]
    if given == worker:
        return []
    says = f"{given} and {worker} are one employee; {worker} is the latest number."
    facts = [referral.made, *identities.joining(worker)]
    return [passes(RULE, says, facts, referrer=given, employee=worker, by="same_as")]


def _account(account: str, match: Match, referral: Referral, organisation: Organisation) -> Finding:
    facts = [referral.made, *match.facts]
    values = {"account": account, "employee": match.worker, "state": match.state, "by": match.by}
    if match.worker is not None:
        facts += organisation.identities.joining(match.worker)
        return passes(RULE, f"{account} is employee {match.worker}: {_how(match)}.", facts, **values)
    return passes(RULE, f"{account} {_unknown(match)}", facts, **values, named=list(match.named))


def _candidate(referral: Referral, organisation: Organisation) -> list[Finding]:
    match = organisation.identities.match_of_candidate(referral.candidate)
    if match is None:
        return []
    facts = [referral.made, *match.facts]
    values = {"candidate": referral.candidate, "employee": match.worker, "state": match.state, "by": match.by}
    if match.worker is not None:
        facts += organisation.identities.joining(match.worker)
        return [passes(RULE, f"{referral.candidate} is employee {match.worker}: {_how(match)}.", facts, **values)]
    return [passes(RULE, f"{referral.candidate} {_unknown(match)}", facts, **values, named=list(match.named))]


def _how(match: Match) -> str:
    assert match.by is not None
    return _HOW[match.by]


def _unknown(match: Match) -> str:
    named = ", ".join(match.named)
    if match.state == "several":
        return f"is not identified: its keys name several employees ({named}). A declared link would tell."
    if match.state == "conflict":
        return f"is not identified: its number and its address name others ({named}). A declared link would tell."
    return f"is not identified: nothing on record names an employee who has not been denied. {_WOULD_BE}"
