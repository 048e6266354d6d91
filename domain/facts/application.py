"""Facts about applications: from the submission through the stages to the end, and back again."""

from typing import ClassVar, Literal

from domain.facts.base import Fact, link
from domain.facts.fields import Id, OptionalSchedule, PersonalText, Text

OptionalChannel = Literal["referral", "careers_site", "agency", "event", "sourced", "internal", "other", ""] | None


class ApplicationFact(Fact, frozen=True, kw_only=True):
    """Any fact about an application."""

    application: Id

    @property
    def stream(self) -> str:
        """The application's."""
        return f"application/{self.application}"


class ApplicationSubmitted(ApplicationFact, frozen=True, kw_only=True):
    """A candidate applies to a requisition; `source` is the channel it came through."""

    TOPIC: ClassVar[str] = "hr.application.submitted.v1"

    candidate: Id
    requisition: Id
    schedule: OptionalSchedule = None
    source: OptionalChannel = None

    @property
    def links(self) -> tuple[str, ...]:
        """The candidate's."""
        return link("candidate", self.candidate)


class ApplicationStageChanged(ApplicationFact, frozen=True, kw_only=True):
    """It has come to a stage."""

    TOPIC: ClassVar[str] = "hr.application.stage_changed.v1"

    stage: Text


class ApplicationClosing(ApplicationFact, frozen=True, kw_only=True):
    """It is closed, by the employer or by the candidate."""

    reason: PersonalText = None


class ApplicationRejected(ApplicationClosing, frozen=True, kw_only=True):
    """The employer says no."""

    TOPIC: ClassVar[str] = "hr.application.rejected.v1"


class ApplicationWithdrawn(ApplicationClosing, frozen=True, kw_only=True):
    """The candidate takes it back."""

    TOPIC: ClassVar[str] = "hr.application.withdrawn.v1"


class ApplicationReopened(ApplicationFact, frozen=True, kw_only=True):
    """It is no longer closed."""

    TOPIC: ClassVar[str] = "hr.application.reopened.v1"
