"""What a vendor's format cannot carry: the lines, and why, without repeating anybody's data."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from domain.payouts.fault import Fault
from domain.payouts.files.csv_text import FORMULA_STARTS
from domain.payouts.files.pay_rows import PayRow
from domain.payouts.files.payroll_file import Sheet
from domain.payouts.line import Line

_CENTS = -2
Matches = Callable[[str], object]


def characters(kind: str, least: int, most: int) -> Matches:
    """Make a test for texts of `least` to `most` characters of a kind (what stands in brackets in a pattern)."""
    return re.compile(f"[{kind}]{{{least},{most}}}", re.ASCII).fullmatch


def naming(lines: Iterable[Line], says: str) -> Iterator[Fault]:
    """Report the same fault of each of these lines."""
    return (Fault(line.line, says) for line in lines)


def foreign(sheet: Sheet) -> Iterator[Fault]:
    """Report all lines, if the format has another currency than the run."""
    if sheet.settings["currency"] != sheet.currency:
        yield from naming(sheet.lines, f"The format carries {sheet.settings['currency']} only.")


def find_unfit_settings(sheet: Sheet, must: Mapping[str, tuple[Matches, str]]) -> Iterator[Fault]:
    """Report all lines, for each setting that does not fit its column: its test, and what it must be."""
    for name, (matches, says) in must.items():
        if not matches(sheet.settings[name]):
            yield from naming(sheet.lines, f"The setting `{name}` must be {says}.")


def find_wrong_sums(sheet: Sheet, rows: Iterable[PayRow]) -> Iterator[Fault]:
    """Report lines of sums that are negative though recoveries are refused, or have more than two decimals."""
    for row in rows:
        if row.amount < 0 and sheet.settings["recoveries"] != "negative":
            yield from naming(row.lines, "The sum is negative, and recoveries are refused by the settings.")
        if int(Decimal(row.write_amount).as_tuple().exponent) < _CENTS:
            yield from naming(row.lines, "The amount has more than two decimals.")


def find_wrong_numbers(sheet: Sheet, matches: Matches | None, says: str = "") -> Iterator[Fault]:
    """Report lines whose payroll number does not fit its column, or would be run by a spreadsheet."""
    for line in sheet.lines:
        number = sheet.payee(line).payroll_id
        if number and number.startswith(FORMULA_STARTS):
            yield Fault(line.line, "The payroll number begins like a formula.")
        elif number and matches is not None and not matches(number):
            yield Fault(line.line, f"The payroll number must be {says}.")
