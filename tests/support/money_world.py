"""Random money: what is owed changes as it will, and acts are done in any order by anybody."""

from collections.abc import Callable, Collection
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from domain.payouts.acts.act import Outcome
from domain.payouts.files.payroll_file import Payee
from domain.payouts.files.settings import PayrollSettings
from domain.payouts.ledger import Ledger
from domain.payouts.line import Line
from domain.payouts.owed import BonusRow
from domain.rules.row import Row
from tests.support.acts import act_of
from tests.support.story import fact
from tests.support.till import Till

BEGIN = datetime(2026, 1, 1, 9, tzinfo=UTC)
PEOPLE = ("E-1", "E-9", *("E-50", "E-51", "E-52", "E-53") * 3)
FORMATS = ("generic", "generic", "xlsx", "adp", "gusto", "paychex", "workday")
SETTINGS = PayrollSettings(
    formats={
        "adp": {"currency": "USD", "earning_code": "REF", "company": "ABC", "recoveries": "negative"},
        "paychex": {"currency": "USD", "client_id": "12345678", "component": "Bonus"},
        "gusto": {"currency": "USD", "recoveries": "negative"},
        "workday": {"earning": "Referral", "recoveries": "negative"},
    }
)
EMPLOYEES = {f"E-{number}": Payee(f"{number:06}", "", f"First {number}", "Last") for number in (1, 2, 9)}


class Truth(NamedTuple):
    """What is so of an instalment from a position on: whose it is, and from when to when it is earned."""

    position: int
    referral: str
    instalment: str
    referrer: str
    currency: str
    amount: str
    earned_on: date
    lost_on: date | None
    hire: str | None
    warnings: tuple[str, ...]

    def row(self, as_of: date) -> BonusRow:
        """The row for a day."""
        earned = self.earned_on <= as_of
        lost = self.lost_on is not None and self.lost_on <= as_of
        entitlement = "forfeited" if lost else "earned" if earned else "waiting"
        row = Row(
            referral=self.referral, referrer=self.referrer, candidate="C-1", requisition="Q-1", application="A-1",
            employment="EM-1" if self.hire else None, instalment=self.instalment, milestone_on=self.earned_on,
            entitlement=entitlement, waiting_for=None, reasons=(), amount="0" if lost else self.amount,
            currency=self.currency, programme_version=1, warnings=self.warnings,
        )  # fmt: skip
        return BonusRow(row, self.hire)


class LooseTill(Till):
    """A till whose bonus rows change as they will: all that facts can do to them, and more."""

    def __init__(self) -> None:
        super().__init__()
        self.truths: list[Truth] = []

    def rows(self, referrals: Collection[str] | None, as_of: date, position: int) -> list[BonusRow]:
        """The rows of the latest truths by the position."""
        latest = {(each.referral, each.instalment): each for each in self.truths if each.position <= position}
        return [each.row(as_of) for each in latest.values() if referrals is None or each.referral in referrals]


class Clerk:
    """Acts on a till at random, each time a little later."""

    def __init__(self, rng: Random, till: Till, begin: datetime = BEGIN, longest: int = 20) -> None:
        self.rng = rng
        self.till = till
        self.at = begin
        self._longest = longest
        self._settled = 0

    def wait(self) -> None:
        """Let some time go by, or none."""
        self.at += timedelta(days=self.rng.choice((0, 0, 0, 1, 3, self._longest)), minutes=self.rng.choice((0, 1, 30)))

    def act(self) -> Outcome | None:
        """Do something; None if there was nothing to do it to."""
        ledger = self.till.ledger()
        return self.rng.choice(_WAYS)(self, ledger)

    def propose(self, ledger: Ledger) -> Outcome | None:
        """Propose for a day around today."""
        day = self.at.date() + timedelta(days=self.rng.choice((0,) * 12 + (-1, -1, -30, -90, 1)))
        words = {"as_of": day.isoformat(), "currency": self.rng.choice((None,) * 6 + ("USD", "JPY"))}
        if self.rng.random() < 0.5:
            words["pay_date"] = (day + timedelta(days=14)).isoformat()
        return self._do("propose", words)

    def on_run(self, ledger: Ledger) -> Outcome | None:
        """Approve, export or cancel a run, mostly a late one."""
        if not ledger.runs:
            return None
        run = self.rng.choice(list(ledger.runs)[-3:])
        name = self.rng.choice(("approve", "approve", "approve", "export", "export", "export", "cancel"))
        return self._do(name, {"run": run, "reason": "because", "format": self.rng.choice(FORMATS)})

    def carry_through(self, ledger: Ledger) -> Outcome | None:
        """Approve and export a run."""
        if not ledger.runs:
            return None
        run = self.rng.choice([run.run for run in ledger.runs.values() if run.pending] or list(ledger.runs))
        self._do("approve", {"run": run}, by=self.rng.choice(("E-52", "E-53")))
        return self._do("export", {"run": run, "format": self.rng.choice(FORMATS)})

    def on_line(self, ledger: Ledger) -> Outcome | None:
        """Release, drop, waive or accept."""
        lines = list(ledger.lines.values())
        likely = [(name, line) for name in _LIKELY for line in lines if _LIKELY[name](line)]
        if not likely or self.rng.random() < 0.1:
            likely = [(self.rng.choice(list(_LIKELY)), line) for line in lines]
        if not likely:
            return None
        name, line = self.rng.choice(likely)
        return self._do(name, {"line": line.line, "reason": "because"})

    def settle(self, ledger: Ledger) -> Outcome | None:
        """Payroll says something of a line, as a fact or in a file: true, half true, or of no line at all."""
        if not ledger.lines:
            return None
        lines = list(ledger.lines.values())
        line = self.rng.choice([line for line in lines if line.is_exported] or lines)
        name = self.rng.choice((line.line, line.line, line.line, line.line, "R-404/day-90/1"))
        outcome = self.rng.choice(("paid", "paid", "rejected"))
        amount = self.rng.choice((None, str(line.amount), str(line.amount / 2), "0", "-300.005", "1263.40"))
        currency = self.rng.choice((line.currency, line.currency, line.currency, "EUR"))
        settled_on = self.at.date() + timedelta(days=self.rng.choice((0, 0, 0, -1, -400, 5)))
        self._settled += 1
        if self.rng.random() < 0.3:
            row = f"{name},{outcome},{settled_on},{amount or ''},{currency if amount else ''},{self._settled}\r\n"
            content = f"line,outcome,settled_on,amount,currency,reason\r\n{row}".encode()
            return self._do("settle", {"content": content})
        said: dict[str, Any] = {"line": name, "outcome": outcome, "settled_on": settled_on.isoformat()}
        if amount is not None:
            said["amount"] = {"amount": amount, "currency": currency}
        happened = (self.at - timedelta(days=self.rng.choice((0, 0, 2)))).date().isoformat()
        self.till.push([fact("payroll.line_settled", happened, **said)], self.at)
        return None

    def _do(self, name: str, words: dict[str, Any], by: str | None = None) -> Outcome:
        do = act_of(name, words, EMPLOYEES, SETTINGS)
        return self.till.act(do, by=by or self.rng.choice(PEOPLE), at=self.at)


_LIKELY: dict[str, Callable[[Line], bool]] = {
    "release": lambda line: line.is_pending,
    "drop": lambda line: line.is_pending and line.amount > 0,
    "waive": lambda line: line.is_pending and line.amount < 0,
    "accept": lambda line: line.is_exported,
}
"""The acts about lines, each with the lines that it may be done to."""

_WAYS: tuple[Callable[[Clerk, Ledger], Outcome | None], ...] = (
    Clerk.propose, Clerk.propose, Clerk.on_run, Clerk.on_run, Clerk.carry_through, Clerk.carry_through, Clerk.on_line,
    Clerk.on_line, Clerk.settle, Clerk.settle,
)  # fmt: skip


def change_truth(rng: Random, till: LooseTill, at: datetime) -> None:
    """Let something else be so of an instalment from now on, often with nothing but one thing changed."""
    today = at.date()
    till.push([fact("candidate.identified", today.isoformat(), candidate="C-1")], at)  # it takes a position
    referral, instalment = rng.choice(("R-1", "R-1", "R-2", "-R/3")), rng.choice(("day-90", "day-90", "day-180"))
    before = [each for each in till.truths if (each.referral, each.instalment) == (referral, instalment)]
    drawn = Truth(
        position=till.position,
        referral=referral,
        instalment=instalment,
        referrer=rng.choice(("E-1", "E-1", "E-2")),
        currency=rng.choice(("USD", "USD", "USD", "JPY")),
        amount=rng.choice(("2000.00", "1500.00", "500.00", "0.00", "1000.00")),
        earned_on=today + timedelta(days=rng.choice((-100, -30, -1, 0, 1, 30))),
        lost_on=rng.choice((None, today + timedelta(days=rng.choice((-200, -60, -1, 0, 1, 40))))),
        hire=rng.choice(("E-9", "E-9", "E-9", "E-51", None)),
        warnings=rng.choice(((), (), (), ("referrer_unverified",), ("referrer_unidentified",))),
    )
    if before and rng.random() < 0.7:
        name = rng.choice(Truth._fields[3:])
        drawn = before[-1]._replace(position=till.position, **{name: getattr(drawn, name)})
    till.truths.append(drawn)
