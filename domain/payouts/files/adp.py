"""adp: ADP Workforce Now, one file a company code, one row an employee."""

import io
import zipfile
from collections.abc import Iterator
from itertools import groupby

from domain.payouts.fault import Fault
from domain.payouts.files.carrying import (
    characters,
    find_unfit_settings,
    find_wrong_numbers,
    find_wrong_sums,
    foreign,
    naming,
)
from domain.payouts.files.csv_text import csv_bytes
from domain.payouts.files.pay_rows import PayRow, pay_rows, written
from domain.payouts.files.payroll_file import PayrollFile, Sheet

_company = characters("A-Z0-9", 1, 3)
_digits = characters("0-9", 1, 200)
_SETTINGS = {
    "earning_code": (characters("A-Za-z0-9", 1, 3), "1 to 3 letters or digits"),
    "slot": (characters("345", 1, 1), "3, 4 or 5"),
}
_WIDTH = 3


def write_adp(sheet: Sheet) -> PayrollFile:
    """Write `PR<company>EPI.csv`, or of several companies `<run>.zip` with one of each."""
    files = [_file(sheet, company, list(rows)) for company, rows in _by_company(sheet)]
    return files[0] if len(files) == 1 else PayrollFile(f"{sheet.run}.zip", _zipped(files))


def find_adp_faults(sheet: Sheet) -> Iterator[Fault]:
    """Find what ADP's columns cannot carry."""
    yield from foreign(sheet)
    yield from find_unfit_settings(sheet, _SETTINGS)
    rows = pay_rows(sheet)
    yield from find_wrong_sums(sheet, rows)
    yield from find_wrong_numbers(sheet, _digits, "digits")
    for row in rows:
        if not _company(row.company):
            yield from naming(row.lines, "The company code must be 1 to 3 of A-Z and 0-9.")


def find_adp_missing(sheet: Sheet) -> list[str]:
    """List `adp.company` as missing if an employee without a company needs one."""
    lacks = any(not row.company for row in pay_rows(sheet))
    return ["adp.company"] if lacks else []


def name_adp_file(company: str) -> str:
    """Name a company's file."""
    return f"PR{company.ljust(_WIDTH, '_')}EPI.csv"


def _by_company(sheet: Sheet) -> Iterator[tuple[str, Iterator[PayRow]]]:
    return ((company, rows) for company, rows in groupby(pay_rows(sheet), key=lambda row: row.company))


def _file(sheet: Sheet, company: str, rows: list[PayRow]) -> PayrollFile:
    slot, code = sheet.settings["slot"], sheet.settings["earning_code"]
    header = ("Co Code", "Batch ID", "File #", f"Earnings {slot} Code", f"Earnings {slot} Amount")
    batch = sheet.run.removeprefix("P-")
    cells = ((company, batch, row.payee.payroll_id, code, row.write_amount) for row in written(rows))
    return PayrollFile(name_adp_file(company), csv_bytes(header, cells))


def _zipped(files: list[PayrollFile]) -> bytes:
    """Pack the files into one archive: stored, dated 1980-01-01, so that the same files give the same bytes."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as into:
        for file in files:
            into.writestr(stored(file.name), file.content)
    return archive.getvalue()


def stored(name: str) -> zipfile.ZipInfo:
    """Describe a file in an archive, the same on every machine."""
    info = zipfile.ZipInfo(name)  # dated 1980-01-01, stored
    info.create_system = 3
    info.external_attr = 0o644 << 16
    return info
