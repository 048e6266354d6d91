"""Facts from payroll: what became of a line that was sent to it."""

from datetime import date
from typing import ClassVar, Literal

from domain.facts.base import Fact
from domain.facts.fields import Id, PersonalText, SignedMoney


class PayrollLineSettled(Fact, frozen=True, kw_only=True):
    """Payroll has paid a line or sent it back."""

    TOPIC: ClassVar[str] = "hr.payroll.line_settled.v1"
    KIND: ClassVar[str] = "payroll_line"

    line: Id
    outcome: Literal["paid", "rejected"]
    settled_on: date
    amount: SignedMoney | None = None
    reason: PersonalText = None

    @property
    def thing(self) -> str:
        """The line's id."""
        return self.line
