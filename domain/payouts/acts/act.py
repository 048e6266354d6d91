"""What every act is given, and what it answers."""

from datetime import date, datetime

from msgspec import Struct

from domain.facts.base import Fact
from domain.facts.payroll import PayrollLineSettled
from domain.payouts.books import Books
from domain.payouts.fault import Fault
from domain.payouts.files.payroll_file import PayrollFile
from domain.payouts.key import Key, Worker, alone
from domain.payouts.ledger import Ledger
from domain.payouts.owed import Owing, Rows
from domain.payouts.standing import Standings


class Act(Struct, frozen=True, kw_only=True):
    """Who acts, when (`on` is the day of the instant in the organisation's zone), and knowing all up to a position.

    `by` is an employee, or None for whoever has none. `is_admin` and `published` (versions of the programme that this
    person published) say whether it is a maker of rules. `id` is the act's own.
    """

    by: str | None
    at: datetime
    on: date
    position: int
    id: str | None = None
    is_admin: bool = False
    published: frozenset[int] = frozenset()


class Known:
    """What an act knows: the ledger, the rows, and who is one with whom."""

    def __init__(self, act: Act, ledger: Ledger, rows: Rows, worker: Worker = alone) -> None:
        self.act = act
        self.ledger = ledger
        self.worker = worker
        self.books = Books(ledger, act.on, worker)
        self.owing = Owing(rows, act.position, worker)
        self.standings = Standings(self.books, self.owing)

    @property
    def by(self) -> str:
        """The worker who acts; an act that needs a person has one by now."""
        assert self.act.by is not None
        return self.worker(self.act.by)


class PassedOver(Struct, frozen=True):
    """A key that got no line, and why: its referrer is not identified, or its difference is another one today."""

    key: Key
    reason: str


class Refusal(Struct, frozen=True):
    """An act is refused, and nothing is recorded: its reason code, and what stands in the way where it names it."""

    code: str
    faults: tuple[Fault, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()


class SettledRow(Struct, frozen=True):
    """A row of a settlement file as the fact that is to be recorded: of this source and id, at the act's instant."""

    source: str
    id: str
    time: datetime
    fact: PayrollLineSettled

    @property
    def sequence(self) -> str:
        """The row's number, like the id."""
        return self.id


class Done(Struct, frozen=True):
    """An act is done: what is to be recorded (nothing if it was before), and what it gives."""

    events: tuple[Fact, ...] = ()
    runs: tuple[str, ...] = ()
    file: PayrollFile | None = None
    passed_over: tuple[PassedOver, ...] = ()
    settlements: tuple[SettledRow, ...] = ()


Outcome = Done | Refusal
