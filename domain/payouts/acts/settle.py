"""Settle: payroll's answers, read from a file, become settlements."""

import hashlib

from domain.facts.payout import PayrollFileSettled
from domain.payouts.acts.act import Act, Done, Known, Outcome, Refusal, SettledRow
from domain.payouts.acts.bars import own_as_made
from domain.payouts.acts.settlement_file import read_settlements
from domain.payouts.fault import Unreadable

SOURCE = "/payroll/files/"


def settle(known: Known, content: bytes) -> Outcome:
    """Record the rows of a settlement file, all or none; a file that was recorded before changes nothing.

    A program (no employee) may do so as well: it decides nothing.
    """
    source = f"{SOURCE}{hashlib.sha256(content).hexdigest()}"
    if source in known.ledger.files:
        return Done()
    read = read_settlements(content)
    if isinstance(read, Unreadable):
        return Refusal("unreadable_file", faults=read.faults)
    named = [known.ledger.lines[row.line] for row in read if row.line in known.ledger.lines]
    if known.act.by is not None and (refused := own_as_made(known, named)):
        return Refusal(refused)
    rows = tuple(SettledRow(source, f"{number:09}", known.act.at, fact) for number, fact in enumerate(read, 1))
    return Done((_event(known.act, source, len(rows)),), settlements=rows)


def _event(act: Act, source: str, rows: int) -> PayrollFileSettled:
    return PayrollFileSettled(by=act.by, knew=act.position, act=act.id, settlements=source, rows=rows)
