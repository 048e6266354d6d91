"""The companion of a file without line ids: which lines of a run are in which of its rows."""

from collections import Counter

from domain.payouts.digest import write_amount
from domain.payouts.files.adp import name_adp_file
from domain.payouts.files.csv_text import csv_bytes, neutral
from domain.payouts.files.pay_rows import pay_rows
from domain.payouts.files.payroll_file import PayrollFile, Sheet
from domain.payouts.line import Line

HEADER = ("run", "line", "file", "row", "employee", "payroll_id", "amount", "currency", "digest")
FORMATS = frozenset({"adp", "paychex", "gusto"})
"""The formats that have a companion."""


def write_companion(sheet: Sheet, format_: str) -> PayrollFile:
    """Write `<run>.lines.csv` for a run that went in one of FORMATS; rows are counted from 1 below the header."""
    places = _places(sheet, format_)
    rows = (_cells(sheet, line, *places[line.line]) for line in sheet.lines)
    return PayrollFile(f"{sheet.run}.lines.csv", csv_bytes(HEADER, rows))


def _places(sheet: Sheet, format_: str) -> dict[str, tuple[str, str]]:
    """Find for each line the file and the row that it is in; no row where the sum is 0."""
    counted: Counter[str] = Counter()
    places: dict[str, tuple[str, str]] = {}
    for row in pay_rows(sheet):
        file = name_adp_file(row.company) if format_ == "adp" else f"{sheet.run}.csv"
        counted[file] += bool(row.amount)
        places |= {line.line: (file, str(counted[file]) if row.amount else "") for line in row.lines}
    return places


def _cells(sheet: Sheet, line: Line, file: str, row: str) -> tuple[str, ...]:
    payroll_id = sheet.payee(line).payroll_id
    return (
        sheet.run, line.line, file, row, neutral(line.referrer), neutral(payroll_id), write_amount(line), line.currency,
        sheet.digest,
    )  # fmt: skip
