"""Facts about employments: a spell begins, changes and ends; who comes back has a second one."""

from datetime import date
from typing import Annotated, ClassVar

from msgspec import Meta

from domain.facts import kinds
from domain.facts.base import Fact, Folded, link
from domain.facts.fields import Id, OptionalEmploymentType, OptionalFte, OptionalId, OptionalSchedule, PersonalText
from domain.facts.words import spell_out

LEAVING_REASONS = frozenset({"resigned", "dismissed", "redundant", "contract_end", "deceased"})
"""The listed reasons of leaving; any other text is somebody's own words, and personal."""

LeavingReason = Annotated[str, Meta(extra={"kind": kinds.OPTIONAL_TEXT, "personal": LEAVING_REASONS})] | None


class EmploymentFact(Fact, frozen=True, kw_only=True):
    """Any fact about an employment."""

    KIND: ClassVar[str] = "employment"
    FOLDED_INTO: ClassVar[Folded | None] = "employments"

    employment: Id

    @property
    def thing(self) -> str:
        """The employment's id."""
        return self.employment


class EmploymentStarted(EmploymentFact, frozen=True, kw_only=True):
    """An employee is employed from a day on (left out: regular, full time, the schedule's full-time equivalent)."""

    TOPIC: ClassVar[str] = "hr.employment.started.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.employment.started"

    employee: Id
    start_date: date
    candidate: OptionalId = None
    application: OptionalId = None
    employment_type: OptionalEmploymentType = None
    schedule: OptionalSchedule = None
    fte: OptionalFte = None

    @property
    def links(self) -> tuple[str, ...]:
        """The employee's stream; the candidate's and the application's where it names them."""
        return (
            *link("employee", self.employee),
            *link("candidate", self.candidate),
            *link("application", self.application),
        )

    @property
    def counts_from(self) -> date:
        """Its first day."""
        return self.start_date

    def describe(self) -> str:
        """Say whose employment starts, when and of which type."""
        kind = self.employment_type or "regular"
        hours = f", {spell_out(self.schedule)}" if self.schedule else ""
        return f"Employment {self.employment} of {self.employee} starts on {self.start_date} ({kind}{hours})."


class EmploymentStartCorrected(EmploymentFact, frozen=True, kw_only=True):
    """It began, or will begin, on another day."""

    TOPIC: ClassVar[str] = "hr.employment.start_corrected.v1"

    start_date: date

    @property
    def counts_from(self) -> date:
        """The corrected first day."""
        return self.start_date

    def describe(self) -> str:
        """Say the corrected first day."""
        return f"Start of {self.employment} corrected to {self.start_date}."


class EmploymentChanged(EmploymentFact, frozen=True, kw_only=True):
    """Schedule, full-time equivalent or type are others from a day on."""

    TOPIC: ClassVar[str] = "hr.employment.changed.v1"

    effective_on: date
    schedule: OptionalSchedule = None
    fte: OptionalFte = None
    employment_type: OptionalEmploymentType = None

    @property
    def counts_from(self) -> date:
        """The day from which it is so."""
        return self.effective_on

    def describe(self) -> str:
        """Say what changes and from which day."""
        to = [spell_out(each) for each in (self.employment_type, self.schedule) if each]
        if self.fte:
            to.append(f"{self.fte} of full time")
        what = f": {', '.join(to)}" if to else ""
        return f"Employment {self.employment} changes from {self.effective_on}{what}."


class EmploymentCancelled(EmploymentFact, frozen=True, kw_only=True):
    """It never began."""

    TOPIC: ClassVar[str] = "hr.employment.cancelled.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.employment.cancelled"

    reason: PersonalText = None

    def describe(self) -> str:
        """Say that nothing came of it."""
        return f"Employment {self.employment} cancelled: it never began."


class EmploymentEnded(EmploymentFact, frozen=True, kw_only=True):
    """It ends with a last day employed."""

    TOPIC: ClassVar[str] = "hr.employment.ended.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.employment.ended"

    last_day: date
    reason: LeavingReason = None

    @property
    def counts_from(self) -> date:
        """Its last day."""
        return self.last_day

    @property
    def holds_until(self) -> date:
        """Its last day: the day after nobody is employed."""
        return self.last_day

    def describe(self) -> str:
        """Say the last day."""
        return f"Last day of {self.employment} is {self.last_day}."


class EmploymentEndCancelled(EmploymentFact, frozen=True, kw_only=True):
    """It goes on, after all."""

    TOPIC: ClassVar[str] = "hr.employment.end_cancelled.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.employment.end_cancelled"

    def describe(self) -> str:
        """Say that it goes on."""
        return f"Employment {self.employment} does not end after all."
