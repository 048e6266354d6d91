"""Facts about leaves. A leave is named by its employment and its own id together, and replaced whole."""

from datetime import date
from typing import ClassVar

from domain.facts.base import Fact, Folded
from domain.facts.fields import Id, OptionalDay


class LeaveFact(Fact, frozen=True, kw_only=True):
    """Any fact about a leave."""

    KIND: ClassVar[str] = "employment"
    FOLDED_INTO: ClassVar[Folded | None] = "employments"

    leave: Id
    employment: Id

    @property
    def thing(self) -> str:
        """The employment's id: leaves are kept with their employment."""
        return self.employment


class LeaveRecorded(LeaveFact, frozen=True, kw_only=True):
    """Somebody is away from a first day to a last day (none: open)."""

    TOPIC: ClassVar[str] = "hr.leave.recorded.v1"

    first_day: date
    last_day: OptionalDay = None
    paid: bool

    @property
    def counts_from(self) -> date:
        """Its first day."""
        return self.first_day

    def describe(self) -> str:
        """Say from when to when, and whether it is paid."""
        until = f"until {self.last_day}" if self.last_day else "with no end on record"
        return f"{'Paid' if self.paid else 'Unpaid'} leave {self.leave} from {self.first_day}, {until}."


class LeaveCancelled(LeaveFact, frozen=True, kw_only=True):
    """It does not take place, or did not."""

    TOPIC: ClassVar[str] = "hr.leave.cancelled.v1"

    def describe(self) -> str:
        """Say that it is cancelled."""
        return f"Leave {self.leave} cancelled."
