"""Facts about requisitions: a post is opened, changed, closed and opened again, by date."""

from datetime import date
from typing import Annotated, ClassVar

from msgspec import Meta

from domain.facts import kinds
from domain.facts.base import Fact, Folded
from domain.facts.fields import Id, Ids, Money, OptionalId, OptionalText, Schedule, Tally, Text


class RequisitionFact(Fact, frozen=True, kw_only=True):
    """Any fact about a requisition."""

    KIND: ClassVar[str] = "requisition"
    FOLDED_INTO: ClassVar[Folded | None] = "requisitions"

    requisition: Id

    @property
    def thing(self) -> str:
        """The requisition's id."""
        return self.requisition


class RequisitionOpened(RequisitionFact, frozen=True, kw_only=True):
    """A post is open from a day on (`openings` left out: 1)."""

    TOPIC: ClassVar[str] = "hr.requisition.opened.v1"

    title: Text
    hiring_manager: Id
    opened_on: date
    schedules: Annotated[tuple[Schedule, ...], Meta(min_length=1)]
    department: OptionalText = None
    level: OptionalText = None
    location: OptionalText = None
    recruiters: Ids | None = None
    openings: Tally | None = None
    bonus: Money | None = None
    agency_fee: Money | None = None

    @property
    def counts_from(self) -> date:
        """The day on which it opens."""
        return self.opened_on


class RequisitionUpdated(RequisitionFact, frozen=True, kw_only=True):
    """Some of a requisition's fields have other values from a day on; a field left out keeps its value."""

    TOPIC: ClassVar[str] = "hr.requisition.updated.v1"

    effective_on: date
    title: OptionalText = None
    hiring_manager: OptionalId = None
    schedules: tuple[Schedule, ...] | None = None
    department: OptionalText = None
    level: OptionalText = None
    location: OptionalText = None
    recruiters: Ids | None = None
    openings: Tally | None = None
    bonus: Money | None = None
    agency_fee: Money | None = None

    @property
    def counts_from(self) -> date:
        """The day from which it is so."""
        return self.effective_on


CLOSING_REASONS = frozenset({"filled", "cancelled", "on_hold"})
"""The listed reasons of closing; any other text is somebody's own words, and personal."""

ClosingReason = Annotated[str, Meta(extra={"kind": kinds.OPTIONAL_TEXT, "personal": CLOSING_REASONS})] | None


class RequisitionClosed(RequisitionFact, frozen=True, kw_only=True):
    """The post is closed from a day on."""

    TOPIC: ClassVar[str] = "hr.requisition.closed.v1"

    closed_on: date
    reason: ClosingReason = None

    @property
    def counts_from(self) -> date:
        """The day from which it is closed."""
        return self.closed_on
