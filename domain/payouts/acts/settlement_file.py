"""A settlement file: CSV, one answer of payroll a row. One bad row makes it unreadable, with the rows that are bad."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from domain.facts.checking import Fault as FieldFault
from domain.facts.checking import read_fact
from domain.facts.payroll import PayrollLineSettled
from domain.payouts.fault import Fault, Unreadable

HEADER = ["line", "outcome", "settled_on", "amount", "currency", "reason"]
_NEUTRALISED = ("'=", "'+", "'-", "'@")


def read_settlements(content: bytes) -> list[PayrollLineSettled] | Unreadable:
    """Read the rows of a settlement file, or tell what is wrong with it, never repeating a value of it."""
    try:
        table = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return Unreadable((Fault("0", "The file is no CSV in UTF-8."),))
    if not table or table[0] != HEADER:
        return Unreadable((Fault("0", f"The header must be `{','.join(HEADER)}`."),))
    read = [_read(cells) for cells in table[1:] if cells]
    faults = tuple(_faults(read))
    return Unreadable(faults) if faults else [each for each in read if isinstance(each, PayrollLineSettled)]


def _faults(read: list[PayrollLineSettled | str]) -> Iterator[Fault]:
    for number, each in enumerate(read, 1):
        if isinstance(each, str):
            yield Fault(str(number), each)


def _read(cells: list[str]) -> PayrollLineSettled | str:
    """Read the fact that a row says, or tell what is wrong with it."""
    if len(cells) != len(HEADER):
        return f"A row must have {len(HEADER)} cells."
    line, outcome, settled_on, amount, currency, reason = map(_plain, cells)
    if bool(amount) != bool(currency):
        return "Amount and currency must be given both or neither."
    said: dict[str, Any] = {"line": line, "outcome": outcome, "settled_on": settled_on}
    if amount:
        said["amount"] = {"amount": amount, "currency": currency}
    if reason:
        said["reason"] = reason
    fact = read_fact(said, PayrollLineSettled, "row")
    return fact.detail if isinstance(fact, FieldFault) else fact


def _plain(cell: str) -> str:
    """Strip the apostrophe that kept a spreadsheet from running the text."""
    return cell[1:] if cell.startswith(_NEUTRALISED) else cell
