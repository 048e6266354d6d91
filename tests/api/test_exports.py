"""Tables: no cell is a formula, numbers stay numbers, nothing is lost on the way."""

import csv
import io
import json
import zipfile
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from api.exports import (
    CHUNK,
    Cell,
    Column,
    Stand,
    defuse,
    write_bonus_csv,
    write_bonus_json,
    write_bonus_xlsx,
    write_csv,
    write_json_list,
    write_xlsx,
)
from domain.rules.row import Row

STAND = Stand(date(2026, 7, 1))
COLUMNS: list[Column[Any]] = [Column("value", lambda cell: cell)]


def row(**fields: object) -> Row:
    """A bonus row."""
    usual = {
        "referral": "R-1", "referrer": "E-1", "candidate": "C-1", "requisition": None, "application": None,
        "employment": None, "instalment": "day-90", "milestone_on": date(2026, 5, 31), "entitlement": "earned",
        "waiting_for": None, "reasons": (), "amount": "1000.50", "currency": "USD", "programme_version": 1,
        "warnings": ("a", "b"),
    }  # fmt: skip
    return Row(**{**usual, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201"]
)
def test_a_text_that_begins_like_a_formula_is_no_formula(text: str) -> None:
    assert defuse(text) == f"'{text}"
    ((_,), (cell,)) = csv.reader(io.StringIO(b"".join(write_csv(COLUMNS, [text])).decode(), newline=""))
    assert cell == f"'{text}"


@pytest.mark.parametrize("text", ["", "R-1", "a=b", "'quoted", '"', "1000.00", "æ", " x"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert defuse(text) == text


def test_numbers_and_dates_are_written_as_such() -> None:
    cells: list[Cell] = [Decimal("-5.50"), 7, date(2026, 1, 2), None, "x,y"]
    written = b"".join(write_csv(COLUMNS, cells)).decode()
    assert written == 'value\r\n-5.50\r\n7\r\n2026-01-02\r\n""\r\n"x,y"\r\n'


def _sheet(book: bytes, number: int = 1) -> str:
    return zipfile.ZipFile(io.BytesIO(book)).read(f"xl/worksheets/sheet{number}.xml").decode()


def test_a_spreadsheet_holds_amounts_as_numbers_and_no_formula() -> None:
    sheet = _sheet(write_bonus_xlsx([row(referral="=HYPERLINK(1)")], STAND))
    assert "<v>1000.50</v>" in sheet
    assert "<f>" not in sheet
    assert "<t>=HYPERLINK(1)</t>" in sheet
    assert "<v>46173</v>" in sheet  # the day, as spreadsheets count them


def test_an_amount_that_a_spreadsheet_would_change_is_a_text() -> None:
    assert "<t>12345678901234.567</t>" in _sheet(write_xlsx(COLUMNS, [Decimal("12345678901234.567")], title="Rows"))


def test_more_rows_than_a_sheet_holds_go_on_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.exports.SHEET_ROWS", 2)
    book = write_xlsx(COLUMNS, ["a", "b", "c"], title="Rows")
    assert ("<t>b</t>" in _sheet(book), "<t>c</t>" in _sheet(book, 2)) == (True, True)


def test_the_same_rows_give_the_same_spreadsheet() -> None:
    assert write_bonus_xlsx([row()], STAND) == write_bonus_xlsx([row()], STAND)
    assert "<t>referral</t>" in _sheet(write_bonus_xlsx([], STAND))


@pytest.mark.parametrize("number", [0, 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_a_list_is_whole_however_long(number: int) -> None:
    assert json.loads(b"".join(write_json_list(range(number)))) == list(range(number))
    assert len(list(write_bonus_csv([row()] * number, STAND))) == (number + CHUNK) // CHUNK


def test_the_rows_of_the_contract() -> None:
    (told,) = json.loads(b"".join(write_bonus_json([row()])))
    assert (told["milestone_on"], told["amount"], told["warnings"], told["requisition"]) == (
        "2026-05-31",
        "1000.50",
        ["a", "b"],
        None,
    )
    (line,) = csv.DictReader(io.StringIO(b"".join(write_bonus_csv([row()], STAND)).decode()))
    assert list(line) == [*told, "as_of"]
    assert (line["warnings"], line["requisition"]) == ("a b", "")


def test_every_row_says_what_it_was_asked_for() -> None:
    known_at = datetime(2026, 7, 2, 3, tzinfo=timezone(timedelta(hours=2)))
    for stand, told in ((STAND, None), (Stand(STAND.as_of, known_at), "2026-07-02T01:00:00Z")):
        rows = list(csv.DictReader(io.StringIO(b"".join(write_bonus_csv([row(), row()], stand)).decode())))
        assert [(each["as_of"], each.get("known_at")) for each in rows] == [("2026-07-01", told)] * 2
        assert ("<t>2026-07-02T01:00:00Z</t>" in _sheet(write_bonus_xlsx([row()], stand))) is (told is not None)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "'quoted", "0017"])
def test_a_text_in_a_spreadsheet_is_a_text_as_it_is(text: str) -> None:
    sheet = _sheet(write_xlsx(COLUMNS, [text], title="Rows"))
    assert f't="inlineStr"><is><t>{text}</t>' in sheet
    assert "<f>" not in sheet


def test_a_mark_for_excel_comes_first_and_once() -> None:
    marked = b"".join(write_bonus_csv([row()] * (CHUNK + 1), STAND, bom=True))
    assert marked == b"\xef\xbb\xbf" + b"".join(write_bonus_csv([row()] * (CHUNK + 1), STAND))
