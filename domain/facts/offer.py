"""Facts about offers. An acceptance may arrive before the offer that it speaks of."""

from typing import ClassVar

from domain.facts.base import Fact, link
from domain.facts.fields import Id, OptionalDay, OptionalFte, PersonalText, Schedule


class OfferFact(Fact, frozen=True, kw_only=True):
    """Any fact about an offer."""

    offer: Id

    @property
    def stream(self) -> str:
        """The offer's."""
        return f"offer/{self.offer}"


class OfferExtended(OfferFact, frozen=True, kw_only=True):
    """The employer offers a post. `expires_on` is shown; only an expiry changes the state."""

    TOPIC: ClassVar[str] = "hr.offer.extended.v1"

    application: Id
    schedule: Schedule
    fte: OptionalFte = None
    start_date: OptionalDay = None
    expires_on: OptionalDay = None

    @property
    def links(self) -> tuple[str, ...]:
        """The application's."""
        return link("application", self.application)


class OfferOutcome(OfferFact, frozen=True, kw_only=True):
    """What became of an offer."""

    reason: PersonalText = None


class OfferAccepted(OfferOutcome, frozen=True, kw_only=True):
    """The candidate says yes."""

    TOPIC: ClassVar[str] = "hr.offer.accepted.v1"


class OfferDeclined(OfferOutcome, frozen=True, kw_only=True):
    """The candidate says no."""

    TOPIC: ClassVar[str] = "hr.offer.declined.v1"


class OfferWithdrawn(OfferOutcome, frozen=True, kw_only=True):
    """The employer takes it back."""

    TOPIC: ClassVar[str] = "hr.offer.withdrawn.v1"


class OfferAcceptanceWithdrawn(OfferOutcome, frozen=True, kw_only=True):
    """The candidate undoes the acceptance."""

    TOPIC: ClassVar[str] = "hr.offer.acceptance_withdrawn.v1"


class OfferExpired(OfferOutcome, frozen=True, kw_only=True):
    """Its time has passed."""

    TOPIC: ClassVar[str] = "hr.offer.expired.v1"
