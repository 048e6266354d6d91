"""Facts about referrals: somebody speaks for somebody."""

from typing import ClassVar, Literal

from domain.facts.base import Fact, link
from domain.facts.fields import Id, OptionalId, OptionalSchedule, PersonalText

OptionalRelationship = Literal["family", "friend", "neighbour", "former_colleague", "acquaintance", "other", ""] | None


class ReferralFact(Fact, frozen=True, kw_only=True):
    """Any fact about a referral."""

    referral: Id

    @property
    def stream(self) -> str:
        """The referral's."""
        return f"referral/{self.referral}"


class ReferralMade(ReferralFact, frozen=True, kw_only=True):
    """An employee refers a candidate, for a requisition or (none named) before a post is open."""

    TOPIC: ClassVar[str] = "hr.referral.made.v1"

    referrer: Id
    candidate: Id
    requisition: OptionalId = None
    relationship: OptionalRelationship = None
    preferred_schedule: OptionalSchedule = None
    introduction: OptionalId = None
    note: PersonalText = None

    @property
    def links(self) -> tuple[str, ...]:
        """The candidate's. Requisition and referrer are what it depends on, not what it belongs with."""
        return link("candidate", self.candidate)


class ReferralWithdrawn(ReferralFact, frozen=True, kw_only=True):
    """The referral is taken back, for good."""

    TOPIC: ClassVar[str] = "hr.referral.withdrawn.v1"

    reason: PersonalText = None
