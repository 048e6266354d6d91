"""Facts about introductions: an ask, how close the two are, and what came of it."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from domain.facts.base import Fact
from domain.facts.fields import Id, OptionalId, PersonalText

INTRODUCED, CONNECTED = "introduced", "connected"
"""What introductions are found by: `introduced/ID` of requester and contact, `connected/ID` of the connector."""


class IntroductionFact(Fact, frozen=True, kw_only=True):
    """Any fact about an introduction."""

    KIND: ClassVar[str] = "introduction"

    introduction: Id

    @property
    def thing(self) -> str:
        """The introduction's id."""
        return self.introduction


class IntroductionRequested(IntroductionFact, frozen=True, kw_only=True):
    """Somebody asks a contact for something, perhaps through an employee (closeness: 1 stranger to 5 close)."""

    TOPIC: ClassVar[str] = "hr.introduction.requested.v1"

    requester: Id
    contact: Id
    connector: OptionalId = None
    closeness: Annotated[int, Meta(ge=1, le=5)]
    ask: Literal["advice", "conversation", "introduction", "referral", "hiring_meeting"]
    purpose: PersonalText = None


class IntroductionAnswered(IntroductionFact, frozen=True, kw_only=True):
    """The contact has answered, or has not."""

    TOPIC: ClassVar[str] = "hr.introduction.answered.v1"

    outcome: Literal["accepted", "declined", "no_reply"]


class IntroductionHeld(IntroductionFact, frozen=True, kw_only=True):
    """The two have met."""

    TOPIC: ClassVar[str] = "hr.introduction.held.v1"

    on: date
