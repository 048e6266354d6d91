"""generic: one row a line, every text such that no spreadsheet runs it."""

from domain.payouts.digest import write_amount
from domain.payouts.files.csv_text import csv_bytes, neutral, write_day
from domain.payouts.files.payroll_file import PayrollFile, Sheet
from domain.payouts.line import Line

HEADER = (
    "run", "line", "employee", "payroll_id", "company", "amount", "currency", "kind", "corrects", "referral",
    "instalment", "earned_on", "as_of", "pay_date", "digest",
)  # fmt: skip


def write_generic(sheet: Sheet) -> PayrollFile:
    """Write a run's lines as `<run>.csv`."""
    return PayrollFile(f"{sheet.run}.csv", csv_bytes(HEADER, (_row(sheet, line) for line in sheet.lines)))


def _row(sheet: Sheet, line: Line) -> tuple[str, ...]:
    payee = sheet.payee(line)
    return (
        sheet.run,
        line.line,
        neutral(line.referrer),
        neutral(payee.payroll_id),
        neutral(payee.company),
        write_amount(line),
        line.currency,
        line.kind,
        line.corrects or "",
        neutral(line.referral),
        neutral(line.instalment),
        write_day(line.earned_on),
        write_day(sheet.as_of),
        write_day(sheet.pay_date),
        sheet.digest,
    )
