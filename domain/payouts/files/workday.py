"""workday: one row a line, for the customer's own generated template."""

from collections.abc import Iterator

from domain.payouts.digest import write_amount
from domain.payouts.fault import Fault
from domain.payouts.files.carrying import find_unfit_settings, find_wrong_numbers
from domain.payouts.files.csv_text import FORMULA_STARTS, csv_bytes, write_day
from domain.payouts.files.payroll_file import PayrollFile, Sheet
from domain.payouts.line import Line

HEADER = (
    "Spreadsheet Key", "Row ID", "Batch ID", "Start Date", "End Date", "Worker", "Earning", "Amount", "Currency",
    "Comment",
)  # fmt: skip
_SETTINGS = {"earning": (lambda text: not text.startswith(FORMULA_STARTS), "a text that begins not like a formula")}


def write_workday(sheet: Sheet) -> PayrollFile:
    """Write `<run>.csv`."""
    rows = (_cells(sheet, number, line) for number, line in enumerate(sheet.lines, 1))
    return PayrollFile(f"{sheet.run}.csv", csv_bytes(HEADER, rows))


def find_workday_faults(sheet: Sheet) -> Iterator[Fault]:
    """Find what Workday's columns cannot carry."""
    yield from find_unfit_settings(sheet, _SETTINGS)
    for line in sheet.lines:
        if line.amount < 0 and sheet.settings["recoveries"] != "negative":
            yield Fault(line.line, "The amount is negative, and recoveries are refused by the settings.")
    yield from find_wrong_numbers(sheet, None)


def _cells(sheet: Sheet, number: int, line: Line) -> tuple[str, ...]:
    paid = write_day(sheet.pay_date)
    worker, earning = sheet.payee(line).payroll_id, sheet.settings["earning"]
    return (str(number), "1", sheet.run, paid, paid, worker, earning, write_amount(line), line.currency, line.line)
