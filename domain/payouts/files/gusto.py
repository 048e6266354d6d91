"""gusto: names from payroll's own file, one row an employee."""

from collections import defaultdict
from collections.abc import Iterator

from domain.payouts.fault import Fault
from domain.payouts.files.carrying import find_wrong_numbers, find_wrong_sums, foreign, naming
from domain.payouts.files.csv_text import FORMULA_STARTS, csv_bytes
from domain.payouts.files.pay_rows import PayRow, pay_rows, written
from domain.payouts.files.payroll_file import PayrollFile, Sheet

HEADER = ("last_name", "first_name", "gusto_employee_id", "bonus")


def write_gusto(sheet: Sheet) -> PayrollFile:
    """Write `<run>.csv`."""
    rows = (
        (row.payee.last_name, row.payee.first_name, row.payee.payroll_id, row.write_amount)
        for row in written(pay_rows(sheet))
    )
    return PayrollFile(f"{sheet.run}.csv", csv_bytes(HEADER, rows))


def find_gusto_faults(sheet: Sheet) -> Iterator[Fault]:
    """Find what Gusto cannot carry: it tells people apart by name, and would want data that Vouch does not keep."""
    yield from foreign(sheet)
    rows = pay_rows(sheet)
    yield from find_wrong_sums(sheet, rows)
    yield from find_wrong_numbers(sheet, None)
    names: dict[tuple[str, str], list[PayRow]] = defaultdict(list)
    for row in rows:
        name = (row.payee.last_name, row.payee.first_name)
        names[_spoken(name)].append(row)
        if not all(name):
            yield from naming(row.lines, "The employees' file gives no first or no last name.")
        elif any(part.startswith(FORMULA_STARTS) for part in name):
            yield from naming(row.lines, "The name begins like a formula.")
    for same in names.values():
        if len(same) > 1:
            yield from naming((line for row in same for line in row.lines), "Another employee has the same name.")


def _spoken(name: tuple[str, str]) -> tuple[str, str]:
    """Reduce a name to what tells people apart: without capitals, and blanks around it."""
    return (name[0].strip().casefold(), name[1].strip().casefold())
