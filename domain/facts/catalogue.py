"""The catalogue: every fact of the feed, every event that Vouch adds, and how old ones become new ones."""

import msgspec

from domain.facts import (
    application,
    bonus,
    bonus_programme,
    candidate,
    employee,
    employment,
    interview,
    introduction,
    leave,
    offer,
    payroll,
    referral,
    requisition,
    tenure,
)
from domain.facts.base import Fact
from domain.facts.codec import Codec, Upcast

_FACTS: tuple[type[Fact], ...] = (
    employee.EmployeeRecorded,
    requisition.RequisitionOpened,
    requisition.RequisitionUpdated,
    requisition.RequisitionClosed,
    candidate.CandidateIdentified,
    candidate.CandidateMerged,
    candidate.CandidateUnmerged,
    candidate.CandidateErased,
    referral.ReferralMade,
    referral.ReferralWithdrawn,
    application.ApplicationSubmitted,
    application.ApplicationStageChanged,
    application.ApplicationRejected,
    application.ApplicationWithdrawn,
    application.ApplicationReopened,
    interview.InterviewScheduled,
    interview.InterviewCompleted,
    offer.OfferExtended,
    offer.OfferAccepted,
    offer.OfferDeclined,
    offer.OfferWithdrawn,
    offer.OfferAcceptanceWithdrawn,
    offer.OfferExpired,
    employment.EmploymentStarted,
    employment.EmploymentStartCorrected,
    employment.EmploymentChanged,
    employment.EmploymentCancelled,
    employment.EmploymentEnded,
    employment.EmploymentEndCancelled,
    leave.LeaveRecorded,
    leave.LeaveCancelled,
    bonus_programme.BonusProgrammePublished,
    payroll.PayrollLineSettled,
    introduction.IntroductionRequested,
    introduction.IntroductionAnswered,
    introduction.IntroductionHeld,
)

FACTS: dict[str, type[Fact]] = {cls.TOPIC: cls for cls in _FACTS}
"""What the feed brings, by topic: the types of spec/feed.md, "Types"."""

EVENTS: dict[str, type[Fact]] = {
    cls.TOPIC: cls
    for cls in (
        tenure.TenureReached,
        tenure.TenureRevoked,
        tenure.OfferLapsed,
        bonus.BonusEarned,
        bonus.BonusLost,
    )
}
"""What Vouch itself adds, by topic."""

CATALOGUE: dict[str, type[Fact]] = {**FACTS, **EVENTS}

UPCASTS: dict[str, Upcast] = {}
"""Old topics that are still stored but no longer have a class, each with its way to a newer one."""

_codec = Codec(CATALOGUE.values(), UPCASTS)

decode = _codec.decode
"""The fact stored under a topic: typed, and of the newest version."""

encode = msgspec.json.Encoder().encode
"""A recorded fact as the state that is stored: JSON, what was not said left out."""
