"""Facts about applications: from the submission through the stages to the end, and back again."""

from typing import ClassVar, Literal

from domain.facts.base import Fact, Folded, Use, link, use
from domain.facts.fields import Id, OptionalSchedule, PersonalText, Text
from domain.facts.words import spell_out

OptionalChannel = Literal["referral", "careers_site", "agency", "event", "sourced", "internal", "other", ""] | None


class ApplicationFact(Fact, frozen=True, kw_only=True):
    """Any fact about an application."""

    KIND: ClassVar[str] = "application"
    FOLDED_INTO: ClassVar[Folded | None] = "applications"

    application: Id

    @property
    def thing(self) -> str:
        """The application's id."""
        return self.application


class ApplicationSubmitted(ApplicationFact, frozen=True, kw_only=True):
    """A candidate applies to a requisition; `source` is the channel it came through."""

    TOPIC: ClassVar[str] = "hr.application.submitted.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.application.submitted"

    candidate: Id
    requisition: Id
    schedule: OptionalSchedule = None
    source: OptionalChannel = None

    @property
    def links(self) -> tuple[str, ...]:
        """The candidate's stream."""
        return link("candidate", self.candidate)

    @property
    def uses(self) -> tuple[Use, ...]:
        """The requisition applied to."""
        return use("requisition", self.requisition)

    def describe(self) -> str:
        """Say to what, how, and through which channel."""
        how = f", {spell_out(self.schedule)}" if self.schedule else ""
        through = f" (source: {spell_out(self.source)})" if self.source else ""
        return f"Applied to {self.requisition} as {self.application}{how}{through}."


class ApplicationStageChanged(ApplicationFact, frozen=True, kw_only=True):
    """It has come to a stage."""

    TOPIC: ClassVar[str] = "hr.application.stage_changed.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.application.stage_changed"

    stage: Text

    def describe(self) -> str:
        """Say to which stage."""
        return f"{self.application} moved to {self.stage}."


class ApplicationClosing(ApplicationFact, frozen=True, kw_only=True):
    """It is closed, by the employer or by the candidate."""

    reason: PersonalText = None


class ApplicationRejected(ApplicationClosing, frozen=True, kw_only=True):
    """The employer says no."""

    TOPIC: ClassVar[str] = "hr.application.rejected.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.application.rejected"

    def describe(self) -> str:
        """Say that the employer said no."""
        return f"{self.application} rejected."


class ApplicationWithdrawn(ApplicationClosing, frozen=True, kw_only=True):
    """The candidate takes it back."""

    TOPIC: ClassVar[str] = "hr.application.withdrawn.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.application.withdrawn"

    def describe(self) -> str:
        """Say that the candidate took it back."""
        return f"{self.application} withdrawn by the candidate."


class ApplicationReopened(ApplicationFact, frozen=True, kw_only=True):
    """It is no longer closed."""

    TOPIC: ClassVar[str] = "hr.application.reopened.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.application.reopened"

    def describe(self) -> str:
        """Say that it is open again."""
        return f"{self.application} reopened."
