"""Test support: payouts in memory. Facts and acts one after another, rows decided from the flat list of facts."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from typing import Any

import msgspec

from domain.facts.base import Fact, Recorded
from domain.facts.employment import EmploymentStarted
from domain.facts.payout import PAYOUTS
from domain.facts.payroll import PayrollLineSettled
from domain.payouts.acts.act import Act, Done, Known, Outcome, SettledRow
from domain.payouts.books import Books
from domain.payouts.key import Worker, alone
from domain.payouts.ledger import Booked, Ledger, fold
from domain.payouts.line import Run
from domain.payouts.owed import BonusRow, OnDay, Owing
from domain.payouts.standing import Standings
from domain.payouts.views.balance import BalanceRow, balance
from domain.payouts.views.breaks import Break, breaks
from domain.payouts.views.run import RunView, show_run
from domain.rules.decide import decide
from tests.support.told import told

Do = Callable[[Known], Outcome]


class Till:
    """An organisation whose facts and acts are kept in memory; positions count from 1."""

    def __init__(self, zone: tzinfo = UTC, worker: Worker = alone) -> None:
        self.zone = zone
        self.worker = worker
        self.recorded: list[Recorded[Any]] = []
        self.acts: list[tuple[Act, Do, Outcome]] = []
        self._seen: set[tuple[str, str]] = set()
        self._rows: dict[tuple[int, date], list[BonusRow]] = {}

    @property
    def position(self) -> int:
        """The position of what was recorded last."""
        return len(self.recorded)

    def push(self, events: Iterable[Mapping[str, Any]], at: datetime) -> None:
        """Record facts together; repeats change nothing."""
        for event in events:
            self._record(told(event, at))

    def act(self, do: Do, *, by: str | None, at: datetime, admin: bool = False, made: Collection[int] = ()) -> Outcome:
        """Do an act at an instant, knowing all that was recorded; record what it answers."""
        act = Act(
            by=by, at=at, on=self.day(at), position=self.position, id=f"a-{len(self.acts) + 1}", is_admin=admin,
            published=frozenset(made),
        )  # fmt: skip
        outcome = do(Known(act, self.ledger(), self.rows, self.worker))
        self.acts.append((act, do, outcome))
        if isinstance(outcome, Done):
            self._record_done(outcome, at)
        return outcome

    def do_again(self, act: Act, do: Do) -> Outcome:
        """What an act answers by what it knew, whatever was recorded since."""
        return do(Known(act, self.ledger(known=act.position), self.rows, self.worker))

    def day(self, at: datetime) -> date:
        """The day of an instant in the organisation's zone."""
        return at.astimezone(self.zone).date()

    def known_by(self, known_at: datetime | None) -> int:
        """The last position recorded by an instant."""
        if known_at is None:
            return self.position
        return sum(fact.recorded_at <= known_at for fact in self.recorded)

    def ledger(self, *, known: int | None = None, until: date | None = None) -> Ledger:
        """The ledger by what was recorded up to a position, of acts up to a day."""
        facts = self.recorded[:known]
        booked = (Booked(number, self.day(fact.time), fact) for number, fact in enumerate(facts, 1))
        return fold(booked, until=until)

    def rows(self, referrals: Collection[str] | None, as_of: date, position: int) -> list[BonusRow]:
        """The port to the decision."""
        if (position, as_of) not in self._rows:
            self._rows[position, as_of] = _decided(self.recorded[:position], as_of, self.zone)
        return [each for each in self._rows[position, as_of] if referrals is None or each.row.referral in referrals]

    def books(self, on: date, known: int | None = None) -> Books:
        """The books as of a day, by what was recorded up to a position."""
        return Books(self.ledger(known=known, until=on), on, self.worker)

    def show(self, run: str, known_at: datetime | None = None, on: date | None = None) -> RunView:
        """A run at the end of an instant, on its day."""
        known = self.known_by(known_at)
        books = self.books(on or self.day(known_at or self.recorded[-1].time), known)
        return show_run(books.ledger.runs[run], Standings(books, Owing(self.rows, known, self.worker)))

    def owed(self, on: date, known: int | None = None) -> OnDay:
        """All that is owed on a day."""
        return Owing(self.rows, self.position if known is None else known, self.worker).everything(on)

    def balance(self, as_of: date, known_at: datetime | None = None) -> list[BalanceRow]:
        """The balance as of a day."""
        known = self.known_by(known_at)
        return balance(self.books(as_of, known), self.owed(as_of, known))

    def breaks(self, as_of: date, known_at: datetime | None = None) -> list[Break]:
        """The breaks as of a day."""
        return breaks(self.books(as_of, self.known_by(known_at)))

    def runs(self) -> list[Run]:
        """All runs by now."""
        return list(self.ledger().runs.values())

    def _record(self, fact: Recorded[Any]) -> None:
        if (fact.source, fact.id) not in self._seen:
            self._seen.add((fact.source, fact.id))
            self.recorded.append(fact)

    def _record_done(self, done: Done, at: datetime) -> None:
        for event in done.events:
            self._record(stored(event, f"{PAYOUTS}/{len(self.acts)}", at))
        for row in done.settlements:
            self._record(as_fact(row, at))


def stored(event: Fact, id_: str, at: datetime) -> Recorded[Any]:
    """An event as it comes back from a store: through its bytes."""
    text = msgspec.json.encode(event)
    return Recorded("/vouch/payouts", id_, at, at, msgspec.json.decode(text, type=type(event)))


def as_fact(row: SettledRow, at: datetime) -> Recorded[PayrollLineSettled]:
    """A row of a settlement file as the fact that is recorded."""
    return Recorded(row.source, row.id, row.time, at, row.fact, row.sequence)


def _decided(facts: Sequence[Recorded[Any]], as_of: date, zone: tzinfo) -> list[BonusRow]:
    told_ = sorted((fact for fact in facts if fact.source != "/vouch/payouts"), key=lambda fact: fact.order)
    employees = {fact.data.employment: fact.data.employee for fact in told_ if isinstance(fact.data, EmploymentStarted)}
    rows = decide(told_, as_of, zone=zone)
    return [BonusRow(row, employees[row.employment] if row.employment else None) for row in rows]
