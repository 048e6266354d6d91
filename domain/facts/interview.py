"""Facts about interviews."""

from typing import ClassVar

from domain.facts.base import Fact, link
from domain.facts.fields import Id, Ids, OptionalInstant


class InterviewFact(Fact, frozen=True, kw_only=True):
    """Any fact about an interview."""

    KIND: ClassVar[str] = "interview"

    interview: Id
    application: Id
    at: OptionalInstant = None
    interviewers: Ids | None = None

    @property
    def thing(self) -> str:
        """The interview's id."""
        return self.interview

    @property
    def links(self) -> tuple[str, ...]:
        """The application's stream."""
        return link("application", self.application)

    @property
    def told_in(self) -> tuple[str, ...]:
        """The application's timeline."""
        return self.links


class InterviewScheduled(InterviewFact, frozen=True, kw_only=True):
    """It is to take place."""

    TOPIC: ClassVar[str] = "hr.interview.scheduled.v1"

    def describe(self) -> str:
        """Say for when it is planned."""
        at = f" for {self.at}" if self.at else ""
        return f"Interview {self.interview} scheduled{at}."


class InterviewCompleted(InterviewFact, frozen=True, kw_only=True):
    """It has taken place."""

    TOPIC: ClassVar[str] = "hr.interview.completed.v1"

    def describe(self) -> str:
        """Say that it was held."""
        return f"Interview {self.interview} held."
