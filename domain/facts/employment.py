"""Facts about employments: a spell begins, changes and ends; who comes back has a second one."""

from datetime import date
from typing import Annotated, ClassVar

from msgspec import Meta

from domain.facts import kinds
from domain.facts.base import Fact, link
from domain.facts.fields import Id, OptionalEmploymentType, OptionalFte, OptionalId, OptionalSchedule, PersonalText

LEAVING_REASONS = frozenset({"resigned", "dismissed", "redundant", "contract_end", "deceased"})
"""The listed reasons of leaving; any other text is somebody's own words, and personal."""

LeavingReason = Annotated[str, Meta(extra={"kind": kinds.OPTIONAL_TEXT, "personal": LEAVING_REASONS})] | None


class EmploymentFact(Fact, frozen=True, kw_only=True):
    """Any fact about an employment."""

    employment: Id

    @property
    def stream(self) -> str:
        """The employment's."""
        return f"employment/{self.employment}"


class EmploymentStarted(EmploymentFact, frozen=True, kw_only=True):
    """An employee is employed from a day on (left out: regular, full time, the schedule's full-time equivalent)."""

    TOPIC: ClassVar[str] = "hr.employment.started.v1"

    employee: Id
    start_date: date
    candidate: OptionalId = None
    application: OptionalId = None
    employment_type: OptionalEmploymentType = None
    schedule: OptionalSchedule = None
    fte: OptionalFte = None

    @property
    def links(self) -> tuple[str, ...]:
        """The employee's; the candidate's and the application's where it names them."""
        return (
            *link("employee", self.employee),
            *link("candidate", self.candidate),
            *link("application", self.application),
        )


class EmploymentStartCorrected(EmploymentFact, frozen=True, kw_only=True):
    """It began, or will begin, on another day."""

    TOPIC: ClassVar[str] = "hr.employment.start_corrected.v1"

    start_date: date


class EmploymentChanged(EmploymentFact, frozen=True, kw_only=True):
    """Schedule, full-time equivalent or type are others from a day on."""

    TOPIC: ClassVar[str] = "hr.employment.changed.v1"

    effective_on: date
    schedule: OptionalSchedule = None
    fte: OptionalFte = None
    employment_type: OptionalEmploymentType = None


class EmploymentCancelled(EmploymentFact, frozen=True, kw_only=True):
    """It never began."""

    TOPIC: ClassVar[str] = "hr.employment.cancelled.v1"

    reason: PersonalText = None


class EmploymentEnded(EmploymentFact, frozen=True, kw_only=True):
    """It ends with a last day employed."""

    TOPIC: ClassVar[str] = "hr.employment.ended.v1"

    last_day: date
    reason: LeavingReason = None


class EmploymentEndCancelled(EmploymentFact, frozen=True, kw_only=True):
    """It goes on, after all."""

    TOPIC: ClassVar[str] = "hr.employment.end_cancelled.v1"
