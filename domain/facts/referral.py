"""Facts about referrals: somebody speaks for somebody."""

from typing import ClassVar, Literal

from domain.facts.base import Fact, Folded, Use, link, use
from domain.facts.fields import Id, OptionalId, OptionalSchedule, PersonalText
from domain.facts.words import spell_out

OptionalRelationship = Literal["family", "friend", "neighbour", "former_colleague", "acquaintance", "other", ""] | None


class ReferralFact(Fact, frozen=True, kw_only=True):
    """Any fact about a referral."""

    KIND: ClassVar[str] = "referral"
    FOLDED_INTO: ClassVar[Folded | None] = "referrals"

    referral: Id

    @property
    def thing(self) -> str:
        """The referral's id."""
        return self.referral


class ReferralMade(ReferralFact, frozen=True, kw_only=True):
    """An employee refers a candidate, for a requisition or (none named) before a post is open."""

    TOPIC: ClassVar[str] = "hr.referral.made.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.referral.made"

    referrer: Id
    candidate: Id
    requisition: OptionalId = None
    relationship: OptionalRelationship = None
    preferred_schedule: OptionalSchedule = None
    introduction: OptionalId = None
    note: PersonalText = None

    @property
    def links(self) -> tuple[str, ...]:
        """The candidate's stream. On requisition and referrer it depends, but it does not belong with them."""
        return link("candidate", self.candidate)

    @property
    def uses(self) -> tuple[Use, ...]:
        """The referrer, and the requisition where one is named."""
        return (*use("employee", self.referrer), *use("requisition", self.requisition))

    def describe(self) -> str:
        """Say who referred whom, how they know each other, and for which post."""
        how = f" ({spell_out(self.relationship)})" if self.relationship else ""
        where = f" for {self.requisition}" if self.requisition else ", before any post was named"
        return f"{self.referrer} referred {self.candidate}{how}{where}."


class ReferralWithdrawn(ReferralFact, frozen=True, kw_only=True):
    """The referral is taken back, for good."""

    TOPIC: ClassVar[str] = "hr.referral.withdrawn.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.referral.withdrawn"

    reason: PersonalText = None

    def describe(self) -> str:
        """Say that it is taken back."""
        return f"Referral {self.referral} withdrawn."
