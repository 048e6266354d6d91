"""Facts about interviews."""

from typing import ClassVar

from domain.facts.base import Fact, link
from domain.facts.fields import Id, Ids, OptionalInstant


class InterviewFact(Fact, frozen=True, kw_only=True):
    """Any fact about an interview."""

    interview: Id
    application: Id
    at: OptionalInstant = None
    interviewers: Ids | None = None

    @property
    def stream(self) -> str:
        """The interview's."""
        return f"interview/{self.interview}"

    @property
    def links(self) -> tuple[str, ...]:
        """The application's."""
        return link("application", self.application)


class InterviewScheduled(InterviewFact, frozen=True, kw_only=True):
    """It is to take place."""

    TOPIC: ClassVar[str] = "hr.interview.scheduled.v1"


class InterviewCompleted(InterviewFact, frozen=True, kw_only=True):
    """It has taken place."""

    TOPIC: ClassVar[str] = "hr.interview.completed.v1"
