"""The spreadsheet for payroll, read back from its parts; and texts that no spreadsheet runs."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator
from itertools import product
from xml.etree import ElementTree as ET

import pytest

from domain.payouts.files.generic import HEADER, write_generic
from domain.payouts.files.payroll_file import Payee
from domain.payouts.files.xlsx import write_xlsx
from tests.payouts.sheets import a_line, a_sheet

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BODIES = (
    "1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x","y")', "SUM(A1:A9)", 'DDE("a";"b")', "", " ", "'", '"', ",",
    "a,b", "a\r\nb", "a\nb", "1", "-1", "1e9", "2026-01-01", "TRUE", "#REF!", 'IMPORTXML("x")', 'WEBSERVICE("x")',
    "\u00e9", "\u65e5", "_x0041_", "<b>&amp;</b>", "]]>", "\\", "${x}",
)  # fmt: skip
FROZEN = "e4e421d4dd4db44ff131c9734b12af156f7b6482528bab5f04d3ba5edf7abe2c"
PAYLOADS = [start + body for start, body in product(STARTS, BODIES)]


def cells(content: bytes, sheet: int) -> Iterator[dict[str, tuple[str, str]]]:
    """Each row's cells by their column: `n` or `s`, and what stands there."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        root = ET.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml"))
    for number, row in enumerate(root.iter(f"{SPACE}row"), 1):
        assert {each.attrib["r"][1:] for each in row} == {str(number)}
        yield {each.attrib["r"][0]: _cell(each) for each in row}


def _cell(cell: ET.Element) -> tuple[str, str]:
    number = cell.find(f"{SPACE}v")
    if number is not None:
        return "n", number.text or ""
    return "s", "".join(cell.itertext()).replace("_x005F_", "_")


def test_the_sheets_say_what_the_run_says() -> None:
    lines = [
        a_line(1, "=E-1", "2000"),
        a_line(2, "E-2", "-12.5", kind="correction", corrects="R-2/day-90/0", earned_on=None),
    ]
    sheet = a_sheet(*lines, payees={"=E-1": Payee("007", "@x")})
    file = write_xlsx(sheet)
    assert file.name == "P-7.xlsx"
    header, first, second = (dict(row) for row in cells(file.content, 1))
    names = {column: text for column, (_, text) in header.items()}
    assert list(names.values()) == list(HEADER[:-1])
    assert {names[column]: text for column, (_, text) in first.items()} == {
        "run": "P-7", "line": "R-1/day-90/1", "employee": "=E-1", "payroll_id": "007", "company": "@x",
        "amount": "2000.00", "currency": "USD", "kind": "first", "referral": "R-1", "instalment": "day-90",
        "earned_on": "2026-05-31", "as_of": "2026-05-31", "pay_date": "2026-06-15",
    }  # fmt: skip
    assert {names[column] for column, (kind, _) in first.items() if kind == "n"} == {"amount"}
    second_row = {names[column]: text for column, (_, text) in second.items()}
    assert (second_row["amount"], second_row["kind"], second_row["corrects"]) == (
        "-12.50",
        "correction",
        "R-2/day-90/0",
    )
    assert "earned_on" not in second_row
    assert {row["A"][1]: row["B"][1] for row in cells(file.content, 2)} == {
        "name": "value", "run": "P-7", "as_of": "2026-05-31", "pay_date": "2026-06-15", "currency": "USD",
        "proposed_by": "E-50", "approved_by": "E-51", "lines": "2", "total": "1987.50", "digest": sheet.digest,
    }  # fmt: skip


def test_the_parts_hold_no_formula_and_the_exports_instant() -> None:
    content = write_xlsx(a_sheet(a_line(1, "E-1", "1"))).content
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert book.testzip() is None
        assert not any(b"<f" in book.read(name) for name in book.namelist() if "sheets" in name)
        properties = book.read("docProps/core.xml").decode()
        assert {info.compress_type for info in book.infolist()} == {zipfile.ZIP_STORED}
    assert properties.count("2026-06-02T09:30:15Z") == 2


@pytest.mark.parametrize(("currency", "shown"), [("USD", "0.00"), ("JPY", "0"), ("KWD", "0.000")])
def test_amounts_are_shown_with_the_decimals_of_their_currency(currency: str, shown: str) -> None:
    content = write_xlsx(a_sheet(a_line(1, "E-1", "5", currency), currency=currency)).content
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert f'formatCode="{shown}"' in book.read("xl/styles.xml").decode()


def test_the_bytes_are_those_that_were_ever_written() -> None:
    sheet = a_sheet(a_line(1, "E-1", "2000"), a_line(2, "E-2", "-12.5"))
    assert hashlib.sha256(write_xlsx(sheet).content).hexdigest() == FROZEN


def test_no_text_in_the_csv_begins_like_a_formula_and_all_are_read_back_whole() -> None:
    assert len(PAYLOADS) > 300
    lines = [a_line(number, payload, "1", referral=payload) for number, payload in enumerate(PAYLOADS)]
    payees = {payload: Payee(payload, payload) for payload in PAYLOADS}
    content = write_generic(a_sheet(*lines, payees=payees)).content.decode()
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    for payload, row in zip(PAYLOADS, rows, strict=True):
        for column in ("employee", "payroll_id", "company", "referral"):
            assert row[column] == f"'{payload}"


def test_every_text_in_the_spreadsheet_is_a_text_as_it_is() -> None:
    printable = [payload for payload in PAYLOADS if payload.isprintable()]
    lines = [a_line(number, payload, "1", referral=payload) for number, payload in enumerate(printable)]
    rows = list(cells(write_xlsx(a_sheet(*lines)).content, 1))[1:]
    assert [(row["C"], row["J"]) for row in rows] == [(("s", payload), ("s", payload)) for payload in printable]
