"""A sentence for each event, in words that a person can read. They speak of ids, never of names or free text."""

from collections.abc import Callable
from typing import Any

from domain.facts import application, candidate, employee, employment, interview, leave, offer, referral

_WORDS = {
    "full_time": "full time",
    "part_time": "part time",
    "former_colleague": "former colleague",
    "careers_site": "the careers site",
}


def _word(code: str) -> str:
    return _WORDS.get(code, code)


def _referral_made(fact: Any) -> str:
    how = f" ({_word(fact.relationship)})" if fact.relationship else ""
    where = f" for {fact.requisition}" if fact.requisition else ", before any post was named"
    return f"{fact.referrer} referred {fact.candidate}{how}{where}."


def _submitted(fact: Any) -> str:
    how = f", {_word(fact.schedule)}" if fact.schedule else ""
    through = f" (source: {_word(fact.source)})" if fact.source else ""
    return f"Applied to {fact.requisition} as {fact.application}{how}{through}."


def _extended(fact: Any) -> str:
    start = f", to start on {fact.start_date}" if fact.start_date else ""
    until = f", open until {fact.expires_on}" if fact.expires_on else ""
    return f"Offer {fact.offer} extended for {fact.application}: {_word(fact.schedule)}{start}{until}."


def _started(fact: Any) -> str:
    kind = fact.employment_type or "regular"
    hours = f", {_word(fact.schedule)}" if fact.schedule else ""
    return f"Employment {fact.employment} of {fact.employee} starts on {fact.start_date} ({kind}{hours})."


def _changed(fact: Any) -> str:
    to = [_word(each) for each in (fact.employment_type, fact.schedule) if each]
    if fact.fte:
        to.append(f"{fact.fte} of full time")
    what = f": {', '.join(to)}" if to else ""
    return f"Employment {fact.employment} changes from {fact.effective_on}{what}."


def _leave_recorded(fact: Any) -> str:
    until = f"until {fact.last_day}" if fact.last_day else "with no end on record"
    return f"{'Paid' if fact.paid else 'Unpaid'} leave {fact.leave} from {fact.first_day}, {until}."


def _recorded(fact: Any) -> str:
    said = [name for name in ("department", "manager", "roles", "location") if getattr(fact, name)]
    what = f": {', '.join(said)}" if said else ""
    return f"{fact.employee}'s record from {fact.effective_on}{what}."


def _interview(fact: Any, what: str) -> str:
    at = f" for {fact.at}" if fact.at and what == "scheduled" else ""
    return f"Interview {fact.interview} {what}{at}."


SENTENCES: dict[type[Any], Callable[[Any], str]] = {
    candidate.CandidateIdentified: lambda fact: f"{fact.candidate} identified.",
    candidate.CandidateMerged: lambda fact: f"{fact.losing} merged into {fact.winning}: one person.",
    candidate.CandidateUnmerged: lambda fact: f"{fact.losing} and {fact.winning} are two people after all.",
    candidate.CandidateErased: lambda fact: f"Personal data of {fact.candidate} erased on request.",
    referral.ReferralMade: _referral_made,
    referral.ReferralWithdrawn: lambda fact: f"Referral {fact.referral} withdrawn.",
    application.ApplicationSubmitted: _submitted,
    application.ApplicationStageChanged: lambda fact: f"{fact.application} moved to {fact.stage}.",
    application.ApplicationRejected: lambda fact: f"{fact.application} rejected.",
    application.ApplicationWithdrawn: lambda fact: f"{fact.application} withdrawn by the candidate.",
    application.ApplicationReopened: lambda fact: f"{fact.application} reopened.",
    interview.InterviewScheduled: lambda fact: _interview(fact, "scheduled"),
    interview.InterviewCompleted: lambda fact: _interview(fact, "held"),
    offer.OfferExtended: _extended,
    offer.OfferAccepted: lambda fact: f"Offer {fact.offer} accepted.",
    offer.OfferDeclined: lambda fact: f"Offer {fact.offer} declined.",
    offer.OfferWithdrawn: lambda fact: f"Offer {fact.offer} withdrawn by the employer.",
    offer.OfferAcceptanceWithdrawn: lambda fact: f"Acceptance of offer {fact.offer} undone by the candidate.",
    offer.OfferExpired: lambda fact: f"Offer {fact.offer} expired.",
    employment.EmploymentStarted: _started,
    employment.EmploymentStartCorrected: lambda fact: f"Start of {fact.employment} corrected to {fact.start_date}.",
    employment.EmploymentChanged: _changed,
    employment.EmploymentCancelled: lambda fact: f"Employment {fact.employment} cancelled: it never began.",
    employment.EmploymentEnded: lambda fact: f"Last day of {fact.employment} is {fact.last_day}.",
    employment.EmploymentEndCancelled: lambda fact: f"Employment {fact.employment} does not end after all.",
    leave.LeaveRecorded: _leave_recorded,
    leave.LeaveCancelled: lambda fact: f"Leave {fact.leave} cancelled.",
    employee.EmployeeRecorded: _recorded,
}
"""Facts that are told in a candidate's timeline; those about posts, programmes and payroll are not about anybody."""
