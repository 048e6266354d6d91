"""Facts about leaves. A leave is named by its employment and its own id together, and replaced whole."""

from datetime import date
from typing import ClassVar

from domain.facts.base import Fact
from domain.facts.fields import Id, OptionalDay


class LeaveFact(Fact, frozen=True, kw_only=True):
    """Any fact about a leave."""

    leave: Id
    employment: Id

    @property
    def stream(self) -> str:
        """The employment's: leaves live with it."""
        return f"employment/{self.employment}"


class LeaveRecorded(LeaveFact, frozen=True, kw_only=True):
    """Somebody is away from a first day to a last day (none: open)."""

    TOPIC: ClassVar[str] = "hr.leave.recorded.v1"

    first_day: date
    last_day: OptionalDay = None
    paid: bool


class LeaveCancelled(LeaveFact, frozen=True, kw_only=True):
    """It does not take place, or did not."""

    TOPIC: ClassVar[str] = "hr.leave.cancelled.v1"
