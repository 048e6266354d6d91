"""Who is who in payroll: the employees' file, CSV, an employee once."""

import csv
import io
from collections import Counter

from domain.payouts.fault import Fault, Unreadable
from domain.payouts.files.payroll_file import Payee

HEADER = ["employee", "payroll_id", "company", "first_name", "last_name"]


def read_employees(content: bytes) -> dict[str, Payee] | Unreadable:
    """Read the employees' file, or tell which rows are wrong, never repeating a value of it."""
    try:
        table = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return Unreadable((Fault("0", "The file is no CSV in UTF-8."),))
    if not table or table[0] != HEADER:
        return Unreadable((Fault("0", f"The header must be `{','.join(HEADER)}`."),))
    rows = [cells for cells in table[1:] if cells]
    times = Counter(cells[0] for cells in rows)
    faults = [
        Fault(str(number), says) for number, cells in enumerate(rows, 1) if (says := _wrong(cells, times)) is not None
    ]
    return Unreadable(tuple(faults)) if faults else {cells[0]: Payee(*cells[1:]) for cells in rows}


def _wrong(cells: list[str], times: Counter[str]) -> str | None:
    if len(cells) != len(HEADER):
        return f"A row must have {len(HEADER)} cells."
    if not cells[0]:
        return "`employee` is missing."
    if times[cells[0]] > 1:
        return "This employee stands in several rows."
    return None if all(cell.isprintable() for cell in cells) else "A cell holds a character that cannot be printed."
