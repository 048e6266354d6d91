"""Rows of the formats that take one row an employee: the sums of the lines of a company's payroll number."""

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from domain.money import money_text
from domain.payouts.files.payroll_file import Payee, Sheet
from domain.payouts.line import Line


class PayRow(NamedTuple):
    """One employee of payroll: the sum of these lines. `company` is the format's own where the employee has none."""

    company: str
    payee: Payee
    amount: Decimal
    lines: tuple[Line, ...]

    @property
    def write_amount(self) -> str:
        """The sum in its currency's minor unit."""
        return money_text(self.amount, self.lines[0].currency)


def pay_rows(sheet: Sheet) -> list[PayRow]:
    """Make the rows of a sheet, those of 0 included, by (company, payroll number); lines without a number have none."""
    grouped: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in sheet.lines:
        payee = sheet.payee(line)
        if payee.payroll_id:
            grouped[payee.company or sheet.settings.get("company", ""), payee.payroll_id].append(line)
    return [_row(sheet, company, lines) for (company, _), lines in sorted(grouped.items())]


def written(rows: list[PayRow]) -> list[PayRow]:
    """Select the rows that the file holds: a sum of 0 has none."""
    return [row for row in rows if row.amount]


def _row(sheet: Sheet, company: str, lines: list[Line]) -> PayRow:
    first = min(lines, key=lambda line: line.referrer)
    return PayRow(company, sheet.payee(first), sum((line.amount for line in lines), Decimal(0)), tuple(lines))
