"""Vouch's own events: what fell due as days passed. No answer depends on them; others may want to be told."""

from datetime import date
from typing import ClassVar

from domain.facts.base import Fact, instalment_id
from domain.facts.fields import Days, Id


class TenureFact(Fact, frozen=True, kw_only=True):
    """Any event about the tenure that an instalment of a referral waits for."""

    KIND: ClassVar[str] = "tenure"

    referral: Id
    instalment: Id
    employment: Id
    due_on: date

    @property
    def thing(self) -> str:
        """The referral's instalment."""
        return instalment_id(self.referral, self.instalment)


class TenureReached(TenureFact, frozen=True, kw_only=True):
    """The hire has served the days of an instalment."""

    TOPIC: ClassVar[str] = "vouch.tenure.reached.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.tenure.reached"

    tenure_days: Days


class TenureRevoked(TenureFact, frozen=True, kw_only=True):
    """A correction has taken the milestone back."""

    TOPIC: ClassVar[str] = "vouch.tenure.revoked.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.tenure.revoked"


class OfferLapsed(Fact, frozen=True, kw_only=True):
    """The day on which an offer was to expire has passed without an answer on record. Changes no state."""

    TOPIC: ClassVar[str] = "vouch.offer.lapsed.v1"
    KIND: ClassVar[str] = "offer_expiry"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.offer.lapsed"

    offer: Id
    expires_on: date

    @property
    def thing(self) -> str:
        """The offer's id, in a stream of the clock's own: the offer's stream holds what the source has said."""
        return self.offer
