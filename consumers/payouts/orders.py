"""Orders: what somebody wants done, as a function of what the act knows, and what of the ledger it has to know."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Literal, NamedTuple

from domain.facts.payout import FileFormat
from domain.payouts.acts.act import Known, Outcome
from domain.payouts.acts.approve import approve
from domain.payouts.acts.cancel import cancel
from domain.payouts.acts.export import export
from domain.payouts.acts.lines import accept, drop, release, waive
from domain.payouts.acts.propose import propose
from domain.payouts.acts.settle import settle
from domain.payouts.acts.settlement_file import read_settlements
from domain.payouts.fault import Unreadable
from domain.payouts.files.payroll_file import Payee
from domain.payouts.files.settings import PayrollSettings

LineAct = Literal["release", "drop", "waive", "accept"]
_OF_LINES: Mapping[LineAct, Callable[[Known, str, str], Outcome]] = {
    "release": release,
    "drop": drop,
    "waive": waive,
    "accept": accept,
}


class Order(NamedTuple):
    """What is to be done, and the runs and lines of the ledger that it looks at; None: at all of them."""

    do: Callable[[Known], Outcome]
    runs: frozenset[str] | None = frozenset()
    lines: frozenset[str] = frozenset()


class Payroll(NamedTuple):
    """What an export is told of the customer's payroll: its settings, and who is who there."""

    settings: PayrollSettings = PayrollSettings()
    employees: Mapping[str, Payee] = {}


def order_proposal(as_of: date, currency: str | None = None, pay_date: date | None = None) -> Order:
    """Order lines of what is due for a day, perhaps of one currency, perhaps to be paid on a day."""
    return Order(partial(propose, as_of=as_of, currency=currency, pay_date=pay_date), runs=None)


def order_approval(run: str, seen: str | None = None) -> Order:
    """Order that a run's ready lines may go; `seen` is the digest of what the approver saw."""
    return Order(partial(approve, run=run, seen=seen), frozenset((run,)))


def order_export(run: str, format_: FileFormat, payroll: Payroll) -> Order:
    """Order that a run is sent, in a format."""
    do = partial(export, run=run, format_=format_, settings=payroll.settings, employees=payroll.employees)
    return Order(do, frozenset((run,)))


def order_cancellation(run: str, reason: str) -> Order:
    """Order that a run is given up, for a reason in words."""
    return Order(partial(cancel, run=run, reason=reason), frozenset((run,)))


def order_on_line(act: LineAct, line: str, reason: str) -> Order:
    """Order one of the acts about a line, for a reason in words."""
    do = _OF_LINES[act]
    return Order(lambda known: do(known, line, reason), lines=frozenset((line,)))


def order_settlement(content: bytes) -> Order:
    """Order that payroll's answers are recorded; `content` is the file."""
    read = read_settlements(content)
    named = frozenset() if isinstance(read, Unreadable) else frozenset(row.line for row in read)
    return Order(partial(settle, content=content), lines=named)
