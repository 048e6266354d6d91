"""xlsx: a spreadsheet whose bytes are the same for ever: two sheets of plain cells, stored and not compressed.

Written by hand, since neither a library's next version nor another compressor may change a file that was sent.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from decimal import Decimal
from string import ascii_uppercase
from xml.sax.saxutils import escape

from domain.money import minor_unit
from domain.payouts.digest import total, write_amount
from domain.payouts.files import xlsx_parts as parts
from domain.payouts.files.adp import stored
from domain.payouts.files.csv_text import write_day
from domain.payouts.files.generic import HEADER
from domain.payouts.files.payroll_file import PayrollFile, Sheet
from domain.payouts.line import Line

COLUMNS = HEADER[:-1]
Cell = str | Decimal
_escape_of_excel = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def write_xlsx(sheet: Sheet) -> PayrollFile:
    """Write a run's lines as `<run>.xlsx`."""
    content = io.BytesIO()
    made = sheet.exported_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as book:
        for name, text in parts.fixed(made, minor_unit(sheet.currency)).items():
            book.writestr(stored(name), text)
        _add(book, "xl/worksheets/sheet1.xml", _lines(sheet))
        _add(book, "xl/worksheets/sheet2.xml", _run(sheet))
    return PayrollFile(f"{sheet.run}.xlsx", content.getvalue())


def _add(book: zipfile.ZipFile, name: str, rows: Iterable[Iterable[Cell]]) -> None:
    with book.open(stored(name), "w") as into:
        into.write(parts.SHEET_HEAD.encode())
        for number, cells in enumerate(rows, 1):
            into.write(_row_text(number, cells).encode())
        into.write(parts.SHEET_FOOT.encode())


def _row_text(number: int, cells: Iterable[Cell]) -> str:
    """Write a row as XML; a cell of which nothing is known is left out."""
    texts = (
        _cell(f"{column}{number}", cell) for column, cell in zip(ascii_uppercase, cells, strict=False) if cell != ""
    )
    return f'<row r="{number}">{"".join(texts)}</row>'


def _cell(place: str, cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return f'<c r="{place}" s="1"><v>{cell:f}</v></c>'
    text = escape(_escape_of_excel.sub("_x005F_", cell))
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _lines(sheet: Sheet) -> Iterator[Iterable[Cell]]:
    yield COLUMNS
    for line in sheet.lines:
        yield _row(sheet, line)


def _row(sheet: Sheet, line: Line) -> tuple[Cell, ...]:
    payee = sheet.payee(line)
    return (
        sheet.run, line.line, line.referrer, payee.payroll_id, payee.company, Decimal(write_amount(line)),
        line.currency, line.kind, line.corrects or "", line.referral, line.instalment, write_day(line.earned_on),
        write_day(sheet.as_of), write_day(sheet.pay_date),
    )  # fmt: skip


def _run(sheet: Sheet) -> Iterator[Iterable[Cell]]:
    yield from (
        ("name", "value"),
        ("run", sheet.run),
        ("as_of", write_day(sheet.as_of)),
        ("pay_date", write_day(sheet.pay_date)),
        ("currency", sheet.currency),
        ("proposed_by", sheet.proposed_by or ""),
        ("approved_by", sheet.approved_by or ""),
        ("lines", str(len(sheet.lines))),
        ("total", Decimal(total(sheet.lines, sheet.currency))),
        ("digest", sheet.digest),
    )
