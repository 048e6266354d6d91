"""Vouch's own events about money: one for each act of spec/payouts.md §4, all in one stream."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct

from domain.facts.base import Fact
from domain.facts.fields import AnyText, CurrencyCode, Id, OptionalId, PersonalText, SignedAmountText

_ALL = "all"
PAYOUTS = f"payouts/{_ALL}"
"""The stream of all acts: whoever comes second sees what the first did, or finds that the stream has moved."""

Count = Annotated[int, Meta(ge=0, le=2**53)]
FileFormat = Literal["generic", "xlsx", "adp", "paychex", "gusto", "workday"]
LineKind = Literal["first", "again", "correction"]


class PayoutFact(Fact, frozen=True, kw_only=True):
    """Any act about money: who did it (an employee), knowing all up to which position, and the act's own id."""

    KIND: ClassVar[str] = "payouts"

    by: OptionalId = None
    knew: Count = 0
    act: OptionalId = None

    @property
    def thing(self) -> str:
        """All of them: acts follow one another."""
        return _ALL


class ProposedLine(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A line as it was made; it is never edited. The amount is in the minor unit of its run's currency."""

    line: Id
    referral: Id
    instalment: Id
    referrer: Id
    amount: SignedAmountText
    kind: LineKind = "first"
    corrects: OptionalId = None
    hire: OptionalId = None
    earned_on: date | None = None
    programme_version: Count | None = None


class ProposedRun(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A run of one currency, with its lines in their order."""

    run: Id
    currency: CurrencyCode
    lines: tuple[ProposedLine, ...]


class LeftOut(Struct, frozen=True, gc=False):
    """A line that leaves its run, and why."""

    line: Id
    reason: Literal["changed", "held"]


class PayrollNumber(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Who a referrer is in payroll, as its own file said at the export."""

    employee: Id
    payroll_id: AnyText = ""
    company: AnyText = ""


class PayoutProposed(PayoutFact, frozen=True, kw_only=True):
    """What was due for a day (`as_of`) became lines; lines that had changed by then left their runs.

    `made` names the runs, for those who are not told the lines.
    """

    TOPIC: ClassVar[str] = "vouch.payout.proposed.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.payout.proposed"
    WITHHELD: ClassVar[frozenset[str]] = frozenset({"runs", "left_out"})

    as_of: date
    runs: tuple[ProposedRun, ...]
    pay_date: date | None = None
    left_out: tuple[LeftOut, ...] = ()
    made: tuple[Id, ...] = ()


class PayoutApproved(PayoutFact, frozen=True, kw_only=True):
    """A second person approved the lines of a run that were ready; the others left it."""

    TOPIC: ClassVar[str] = "vouch.payout.approved.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.payout.approved"
    WITHHELD: ClassVar[frozenset[str]] = frozenset({"lines", "left_out"})

    run: Id
    digest: Id
    lines: tuple[Id, ...]
    left_out: tuple[LeftOut, ...] = ()


class PayoutExported(PayoutFact, frozen=True, kw_only=True):
    """The lines of a run that were ready were sent, in a file that can be made again from this event.

    `names` is a JSON object of employee to last and first name, for the one format that needs them.
    """

    TOPIC: ClassVar[str] = "vouch.payout.exported.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.payout.exported"
    WITHHELD: ClassVar[frozenset[str]] = frozenset({"lines", "left_out", "settings", "numbers"})

    run: Id
    format: FileFormat
    digest: Id
    lines: tuple[Id, ...]
    file: Id
    sha256: Id
    settings: dict[AnyText, AnyText]
    left_out: tuple[LeftOut, ...] = ()
    numbers: tuple[PayrollNumber, ...] = ()
    names: PersonalText = None


class PayoutCancelled(PayoutFact, frozen=True, kw_only=True):
    """A run was given up; its pending lines are free."""

    TOPIC: ClassVar[str] = "vouch.payout.cancelled.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.payout.cancelled"

    run: Id
    reason: PersonalText


class LineFact(PayoutFact, frozen=True, kw_only=True):
    """Any act about one line, with its reason in somebody's own words."""

    line: Id
    reason: PersonalText


class LineReleased(LineFact, frozen=True, kw_only=True):
    """A held line may go."""

    TOPIC: ClassVar[str] = "vouch.payout.line_released.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.payout.line_released"


class LineDropped(LineFact, frozen=True, kw_only=True):
    """A line was taken out of its run."""

    TOPIC: ClassVar[str] = "vouch.payout.line_dropped.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.payout.line_dropped"


class LineWaived(LineFact, frozen=True, kw_only=True):
    """A recovery was given up: the money is kept."""

    TOPIC: ClassVar[str] = "vouch.payout.line_waived.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.payout.line_waived"


class AmountAccepted(LineFact, frozen=True, kw_only=True):
    """Payroll's amount is right: `settlement` names the fact (`source#id`) that says it."""

    TOPIC: ClassVar[str] = "vouch.payout.amount_accepted.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.payout.amount_accepted"

    settlement: AnyText


class PayrollFileSettled(PayoutFact, frozen=True, kw_only=True):
    """A file with payroll's answers was read; its rows are facts of this source."""

    TOPIC: ClassVar[str] = "vouch.payout.file_settled.v1"

    settlements: Id
    rows: Count
