"""The ledger: runs, lines and settlements, folded from what was recorded, in the order of positions."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from domain.facts import payout
from domain.facts.base import Recorded
from domain.facts.payroll import PayrollLineSettled
from domain.payouts.line import Fate, Line, Run
from domain.payouts.settlement import Settlement, read_settlement


class Booked(NamedTuple):
    """An act or a settlement: where it was recorded, and the day of its instant in the organisation's zone."""

    position: int
    day: date
    fact: Recorded[Any]


class Ledger:
    """All that acts and settlements have brought about so far. `retracted` names settlements that do not count."""

    def __init__(self, retracted: Collection[str] = ()) -> None:
        self.runs: dict[str, Run] = {}
        self.lines: dict[str, Line] = {}
        self.by_instalment: dict[tuple[str, str], list[Line]] = defaultdict(list)
        self.settlements: dict[str, list[Settlement]] = defaultdict(list)
        self.files: set[str] = set()
        self.retracted = set(retracted)

    def add(self, booked: Booked) -> None:
        """Take in the next act or settlement; ignore anything else."""
        if (take := _TAKE.get(type(booked.fact.data))) is not None:
            take(self, booked)

    def of_instalment(self, referral: str, instalment: str) -> list[Line]:
        """List the lines ever made for a referral's instalment, in the order in which they were made."""
        return self.by_instalment.get((referral, instalment), [])

    def said_of(self, line: str) -> list[Settlement]:
        """List what payroll has ever said of a line id, but for what was retracted; in no promised order."""
        return [each for each in self.settlements.get(line, ()) if each.ref not in self.retracted]


def fold(booked: Iterable[Booked], *, until: date | None = None, retracted: Collection[str] = ()) -> Ledger:
    """Fold the ledger of what was recorded, given in the order of positions; of acts, those of days up to `until`."""
    ledger = Ledger(retracted)
    for each in booked:
        if until is None or each.day <= until or isinstance(each.fact.data, PayrollLineSettled):
            ledger.add(each)
    return ledger


def _propose(ledger: Ledger, booked: Booked) -> None:
    act: payout.PayoutProposed = booked.fact.data
    _leave_out(ledger, act.left_out, booked.position)
    for made in act.runs:
        lines = [_line(made, each) for each in made.lines]
        ledger.runs[made.run] = Run(
            run=made.run,
            as_of=act.as_of,
            currency=made.currency,
            pay_date=act.pay_date,
            proposed_by=act.by,
            lines=lines,
            proposed_at=booked.position,
            knew=act.knew,
        )
        for line in lines:
            ledger.lines[line.line] = line
            ledger.by_instalment[line.referral, line.instalment].append(line)


def _line(run: payout.ProposedRun, made: payout.ProposedLine) -> Line:
    return Line(
        line=made.line,
        run=run.run,
        referral=made.referral,
        instalment=made.instalment,
        referrer=made.referrer,
        currency=run.currency,
        amount=Decimal(made.amount),
        kind=made.kind,
        corrects=made.corrects,
        hire=made.hire,
        earned_on=made.earned_on,
        programme_version=made.programme_version,
    )


def _approve(ledger: Ledger, booked: Booked) -> None:
    act: payout.PayoutApproved = booked.fact.data
    _leave_out(ledger, act.left_out, booked.position)
    run = ledger.runs[act.run]
    run.state = "approved"
    run.approved_by = act.by
    run.approved_at = booked.position


def _export(ledger: Ledger, booked: Booked) -> None:
    act: payout.PayoutExported = booked.fact.data
    _leave_out(ledger, act.left_out, booked.position)
    run = ledger.runs[act.run]
    run.state = "exported"
    run.export = act
    run.format = act.format
    run.sent_at = booked.position
    run.exported_at = booked.fact.time
    for name in act.lines:
        line = ledger.lines[name]
        line.fate = "exported"
        line.sent_at = booked.position
        line.sent_on = booked.day


def _cancel(ledger: Ledger, booked: Booked) -> None:
    act: payout.PayoutCancelled = booked.fact.data
    run = ledger.runs[act.run]
    for line in run.pending:
        _take_out(line, "cancelled", act.reason, booked.position)
    run.state = "cancelled"


def _release(ledger: Ledger, booked: Booked) -> None:
    act: payout.LineReleased = booked.fact.data
    line = ledger.lines[act.line]
    line.released = True
    if act.by is not None:
        ledger.runs[line.run].released_by += (act.by,)


def _drop(ledger: Ledger, booked: Booked) -> None:
    _take_out(ledger.lines[booked.fact.data.line], "dropped", booked.fact.data.reason, booked.position)


def _waive(ledger: Ledger, booked: Booked) -> None:
    _take_out(ledger.lines[booked.fact.data.line], "waived", booked.fact.data.reason, booked.position)


def _accept(ledger: Ledger, booked: Booked) -> None:
    act: payout.AmountAccepted = booked.fact.data
    ledger.lines[act.line].accepted |= {act.settlement}


def _settle(ledger: Ledger, booked: Booked) -> None:
    ledger.settlements[booked.fact.data.line].append(read_settlement(booked.fact, booked.position))


def _note_file(ledger: Ledger, booked: Booked) -> None:
    ledger.files.add(booked.fact.data.settlements)


def _leave_out(ledger: Ledger, left_out: Iterable[payout.LeftOut], at: int) -> None:
    for each in left_out:
        _take_out(ledger.lines[each.line], "left_out", each.reason, at)


def _take_out(line: Line, fate: Fate, reason: str | None, at: int) -> None:
    line.fate = fate
    line.reason = reason
    line.ended_at = at


_TAKE: dict[type[Any], Callable[[Ledger, Booked], None]] = {
    payout.PayoutProposed: _propose,
    payout.PayoutApproved: _approve,
    payout.PayoutExported: _export,
    payout.PayoutCancelled: _cancel,
    payout.LineReleased: _release,
    payout.LineDropped: _drop,
    payout.LineWaived: _waive,
    payout.AmountAccepted: _accept,
    payout.PayrollFileSettled: _note_file,
    PayrollLineSettled: _settle,
}
