"""Test support: a small till with one bonus, whose truth is changed at will, and acts by their names."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.payouts.acts.act import Done, Outcome, Refusal
from domain.payouts.files.payroll_file import Payee
from domain.payouts.files.settings import PayrollSettings
from tests.support.acts import act_of
from tests.support.money_world import LooseTill, Truth
from tests.support.story import fact

BEGIN = datetime(2026, 6, 1, 9, tzinfo=UTC)
DAY = date(2026, 5, 31)
LINE = "R-1/day-90/1"


class Shop:
    """Acts on a till, a minute after one another; a bonus of 2,000 USD is earned on 31 May."""

    def __init__(self, **truth: Any) -> None:
        self.till = LooseTill()
        self.at = BEGIN
        self.settings: PayrollSettings | None = None
        self.employees: dict[str, Payee] = {}
        self.truth = Truth(0, "R-1", "day-90", "E-1", "USD", "2000.00", DAY, None, "E-9", ())
        self.owe(**truth)

    def owe(self, **changed: Any) -> None:
        """From now on something else is so, also of another referral."""
        self.till.push([fact("candidate.identified", "2026-05-01", candidate="C-1")], self.at)
        self.truth = self.truth._replace(position=self.till.position, **changed)
        self.till.truths.append(self.truth)

    def wait(self, days: int) -> None:
        """Let days go by."""
        self.at += timedelta(days=days)

    def do(self, name: str, by: str | None = "E-50", **words: Any) -> Outcome:
        """Do an act."""
        self.at += timedelta(minutes=1)
        admin, made = words.pop("admin", False), words.pop("made", ())
        said = {"as_of": self.at.date().isoformat(), "run": "P-1", "line": LINE, "reason": "because", **words}
        return self.till.act(
            act_of(name, said, self.employees, self.settings), by=by, at=self.at, admin=admin, made=made
        )

    def code(self, name: str, by: str | None = "E-50", **words: Any) -> str:
        """Do an act; the reason code of its refusal, or `done`."""
        outcome = self.do(name, by, **words)
        return outcome.code if isinstance(outcome, Refusal) else "done"

    def must(self, name: str, by: str | None = "E-50", **words: Any) -> Done:
        """Do an act that is not refused."""
        outcome = self.do(name, by, **words)
        assert isinstance(outcome, Done), outcome
        return outcome

    def send(self, run: str = "P-1", **words: Any) -> Done:
        """Propose, approve and export."""
        self.must("propose", **words)
        self.must("approve", "E-51", run=run)
        return self.must("export", run=run)

    def settled(self, line: str = LINE, outcome: str = "paid", amount: str | None = None, **more: Any) -> None:
        """Payroll says something of a line."""
        self.at += timedelta(minutes=1)
        said: dict[str, Any] = {"line": line, "outcome": outcome, "settled_on": self.at.date().isoformat(), **more}
        if amount is not None:
            said["amount"] = {"amount": amount, "currency": more.pop("currency", "USD")}
            said.pop("currency", None)
        event = {**fact("payroll.line_settled", "2026-06-01", **said), "time": self.at.isoformat()}
        self.till.push([event], self.at)

    def state(self, line: str = LINE) -> tuple[str, str | None]:
        """What a line is shown as, and what it counts."""
        run = self.till.ledger().lines[line].run
        shown = self.till.show(run, self.at, self.at.date())
        return next((each.state, each.counts) for each in shown.lines if each.line == line)
