"""What a fact says about belonging: which streams become one subject, and whose facts it will look at."""

from typing import Any, Literal, NamedTuple

from domain.facts.application import ApplicationSubmitted
from domain.facts.candidate import CandidateMerged, CandidateUnmerged
from domain.facts.employee import EmployeeRecorded
from domain.facts.employment import EmploymentStarted
from domain.facts.interview import InterviewCompleted, InterviewScheduled
from domain.facts.offer import OfferExtended
from domain.facts.referral import ReferralMade

Kind = Literal["direct", "manager"]


class Use(NamedTuple):
    """A stream whose facts are looked at: `direct`, or `manager` (met going up from manager to manager)."""

    stream: str
    kind: Kind


SPEAKING = {
    fact.TOPIC
    for fact in (
        ApplicationSubmitted,
        CandidateMerged,
        CandidateUnmerged,
        EmployeeRecorded,
        EmploymentStarted,
        InterviewCompleted,
        InterviewScheduled,
        OfferExtended,
        ReferralMade,
    )
}
"""The topics whose facts name other streams: only these need to be decoded to be routed."""


def uses_of(fact: Any) -> list[Use]:
    """The streams that decisions on this fact's subject look at without belonging together with them."""
    match fact:
        case ReferralMade():
            named = [Use(f"employee/{fact.referrer}", "direct")]
            return [*named, Use(f"requisition/{fact.requisition}", "direct")] if fact.requisition else named
        case ApplicationSubmitted():
            return [Use(f"requisition/{fact.requisition}", "direct")]
        case EmployeeRecorded() if fact.manager:
            return [Use(f"employee/{fact.manager}", "manager")]
        case _:
            return []
