"""Facts about offers. An acceptance may arrive before the offer that it speaks of."""

from datetime import date
from typing import ClassVar

from domain.facts.base import Fact, Folded, link
from domain.facts.fields import Id, OptionalDay, OptionalFte, PersonalText, Schedule
from domain.facts.words import spell_out


class OfferFact(Fact, frozen=True, kw_only=True):
    """Any fact about an offer."""

    KIND: ClassVar[str] = "offer"
    FOLDED_INTO: ClassVar[Folded | None] = "offers"

    offer: Id

    @property
    def thing(self) -> str:
        """The offer's id."""
        return self.offer


class OfferExtended(OfferFact, frozen=True, kw_only=True):
    """The employer offers a post. `expires_on` is shown; only an expiry changes the state."""

    TOPIC: ClassVar[str] = "hr.offer.extended.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.offer.extended"

    application: Id
    schedule: Schedule
    fte: OptionalFte = None
    start_date: OptionalDay = None
    expires_on: OptionalDay = None

    @property
    def links(self) -> tuple[str, ...]:
        """The application's stream."""
        return link("application", self.application)

    @property
    def holds_until(self) -> date | None:
        """The day on which it expires, where one is given."""
        return date.fromisoformat(self.expires_on) if self.expires_on else None

    def describe(self) -> str:
        """Say what is offered and until when."""
        start = f", to start on {self.start_date}" if self.start_date else ""
        until = f", open until {self.expires_on}" if self.expires_on else ""
        return f"Offer {self.offer} extended for {self.application}: {spell_out(self.schedule)}{start}{until}."


class OfferOutcome(OfferFact, frozen=True, kw_only=True):
    """What became of an offer."""

    reason: PersonalText = None


class OfferAccepted(OfferOutcome, frozen=True, kw_only=True):
    """The candidate says yes."""

    TOPIC: ClassVar[str] = "hr.offer.accepted.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.offer.accepted"

    def describe(self) -> str:
        """Say that it is accepted."""
        return f"Offer {self.offer} accepted."


class OfferDeclined(OfferOutcome, frozen=True, kw_only=True):
    """The candidate says no."""

    TOPIC: ClassVar[str] = "hr.offer.declined.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.offer.declined"

    def describe(self) -> str:
        """Say that it is declined."""
        return f"Offer {self.offer} declined."


class OfferWithdrawn(OfferOutcome, frozen=True, kw_only=True):
    """The employer takes it back."""

    TOPIC: ClassVar[str] = "hr.offer.withdrawn.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.offer.withdrawn"

    def describe(self) -> str:
        """Say that the employer took it back."""
        return f"Offer {self.offer} withdrawn by the employer."


class OfferAcceptanceWithdrawn(OfferOutcome, frozen=True, kw_only=True):
    """The candidate undoes the acceptance."""

    TOPIC: ClassVar[str] = "hr.offer.acceptance_withdrawn.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.offer.acceptance_withdrawn"

    def describe(self) -> str:
        """Say that the candidate changed their mind."""
        return f"Acceptance of offer {self.offer} undone by the candidate."


class OfferExpired(OfferOutcome, frozen=True, kw_only=True):
    """Its time has passed."""

    TOPIC: ClassVar[str] = "hr.offer.expired.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.offer.expired"

    def describe(self) -> str:
        """Say that its time has passed."""
        return f"Offer {self.offer} expired."
