"""paychex: Paychex Flex, Standard Payroll Import: every column in its place, one row an employee."""

from collections.abc import Iterator

from domain.payouts.fault import Fault
from domain.payouts.files.carrying import characters, find_unfit_settings, find_wrong_numbers, find_wrong_sums, foreign
from domain.payouts.files.csv_text import FORMULA_STARTS, csv_bytes
from domain.payouts.files.pay_rows import PayRow, pay_rows, written
from domain.payouts.files.payroll_file import PayrollFile, Sheet

HEADER = (
    "Client ID", "Worker ID", "Org", "Job Number", "Pay Component", "Rate", "Rate Number", "Hours", "Units",
    "Line Date", "Amount", "Check Seq Number", "Override State", "Override Local", "Override Local Jurisdiction",
    "Labor Assignment",
)  # fmt: skip
_LONGEST_COMPONENT = 20


def _is_component(text: str) -> bool:
    fits = 0 < len(text) <= _LONGEST_COMPONENT and text.isprintable() and text == text.strip()
    return fits and not text.startswith(FORMULA_STARTS)


_SETTINGS = {
    "client_id": (characters("A-Za-z0-9", 1, 8), "1 to 8 letters or digits"),
    "component": (_is_component, "1 to 20 characters that begin not like a formula"),
}


def write_paychex(sheet: Sheet) -> PayrollFile:
    """Write `<run>.csv`."""
    rows = (_cells(sheet, row) for row in written(pay_rows(sheet)))
    return PayrollFile(f"{sheet.run}.csv", csv_bytes(HEADER, rows))


def find_paychex_faults(sheet: Sheet) -> Iterator[Fault]:
    """Find what Paychex's columns cannot carry."""
    yield from foreign(sheet)
    yield from find_unfit_settings(sheet, _SETTINGS)
    yield from find_wrong_sums(sheet, pay_rows(sheet))
    yield from find_wrong_numbers(sheet, characters("A-Za-z0-9", 1, 10), "1 to 10 letters or digits")


def _cells(sheet: Sheet, row: PayRow) -> tuple[str, ...]:
    filled = {
        "Client ID": sheet.settings["client_id"],
        "Worker ID": row.payee.payroll_id,
        "Pay Component": sheet.settings["component"],
        "Amount": row.write_amount,
    }
    return tuple(filled.get(column, "") for column in HEADER)
