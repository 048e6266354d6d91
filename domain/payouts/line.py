"""A line and a run, as the acts have left them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from domain.facts.payout import FileFormat, LineKind, PayoutExported

Fate = Literal["pending", "exported", "left_out", "dropped", "waived", "cancelled"]
RunState = Literal["proposed", "approved", "exported", "cancelled"]


class Line(Struct, kw_only=True, gc=False):
    """One amount for one key: what it was made as, and what has become of it.

    `reason` is the code for which it was left out, or the words of the act that took it out, and `ended_at` the
    position of that act. `sent_at` is the position of its export, `sent_on` the day. `accepted` names the settlements
    (`source#id`) whose amounts were accepted.
    """

    line: str
    run: str
    referral: str
    instalment: str
    referrer: str
    currency: str
    amount: Decimal
    kind: LineKind
    corrects: str | None
    hire: str | None
    earned_on: date | None
    programme_version: int | None
    fate: Fate = "pending"
    reason: str | None = None
    ended_at: int = 0
    released: bool = False
    sent_at: int = 0
    sent_on: date | None = None
    accepted: frozenset[str] = frozenset()

    @property
    def is_pending(self) -> bool:
        """Whether it is neither exported nor taken out."""
        return self.fate == "pending"

    @property
    def is_exported(self) -> bool:
        """Whether it was sent."""
        return self.fate == "exported"


class Run(Struct, kw_only=True):
    """Lines proposed together, of one currency, for a civil day.

    `proposed_at`, `approved_at` and `sent_at` are the positions of its proposal, approval and export, `knew` the last
    that the proposal knew.
    """

    run: str
    as_of: date
    currency: str
    pay_date: date | None
    proposed_by: str | None
    lines: list[Line]
    proposed_at: int = 0
    knew: int = 0
    state: RunState = "proposed"
    approved_by: str | None = None
    approved_at: int = 0
    released_by: tuple[str, ...] = ()
    format: FileFormat | None = None
    sent_at: int = 0
    export: PayoutExported | None = None
    exported_at: datetime | None = None

    @property
    def pending(self) -> list[Line]:
        """Its pending lines, in their order."""
        return [line for line in self.lines if line.is_pending]
