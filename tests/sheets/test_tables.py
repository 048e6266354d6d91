"""Files as people's programs write them: encodings, delimiters, line ends, headers, totals."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from consumers.sheets.faults import SheetError
from consumers.sheets.table import read_table


def write(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "people.csv"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("No;Name\r\n1;Müller\r\n".encode(), "Müller"),
        ("\ufeffNo;Name\n1;Müller\n".encode(), "Müller"),
        ("No;Name\n1;Müller\n".encode("cp1252"), "Müller"),
        ("No\tName\n1\tMüller\n".encode("utf-16"), "Müller"),
        (b'No,Name\n1,"M\nller"\n', "M\nller"),
        (b'No,Name\n1,"M;l;l;e;r"\n', "M;l;l;e;r"),
        (b"No|Name\n1|M\xc3\xbcller\n", "Müller"),
    ],
    ids=["utf-8", "utf-8 with a mark", "cp1252", "utf-16", "a line end within quotes", "semicolons within", "bars"],
)
def test_whatever_wrote_it(tmp_path: Path, data: bytes, name: str) -> None:
    header, rows = read_table(write(tmp_path, data))
    assert header == ["No", "Name"]
    assert [row.cells for row in rows] == [{"No": "1", "Name": name}]


def test_headers_that_are_alike_are_numbered_and_blank_ones_named(tmp_path: Path) -> None:
    header, rows = read_table(write(tmp_path, b"Name, Name ,,Day\nA,B,C,D\n"))
    assert header == ["Name", "Name (2)", "Column 3", "Day"]
    assert list(next(rows).cells.values()) == ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    ("last", "kept"), [("Total;2", 1), ("Grand total;2", 1), ("Summe:;2", 1), ("Totali;2", 2), ("2;Total", 2)]
)
def test_only_a_last_line_of_totals_is_left_out(tmp_path: Path, last: str, kept: int) -> None:
    _, rows = read_table(write(tmp_path, f"No;Name\n1;A\n\n;\n{last}\n".encode()))
    assert len(list(rows)) == kept


def test_a_total_in_the_middle_is_a_row(tmp_path: Path) -> None:
    _, rows = read_table(write(tmp_path, b"No;Name\nTotal;A\n1;B\n"))
    assert [row.number for row in rows] == [2, 3]


def test_short_and_long_rows_fit_the_header(tmp_path: Path) -> None:
    _, rows = read_table(write(tmp_path, b"No;Name\n1\n2;B;C\n"))
    assert [row.cells for row in rows] == [{"No": "1", "Name": None}, {"No": "2", "Name": "B"}]


def test_a_workbook_has_real_dates_and_numbers(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("People")
        sheet.write_row(0, 0, ["No", "Start", "Share"])
        sheet.write(1, 0, 5100)
        sheet.write_datetime(1, 1, date(2026, 5, 4), book.add_format({"num_format": "dd.mm.yyyy"}))
        sheet.write(1, 2, 0.5)
    header, rows = read_table(path, "People")
    assert header == ["No", "Start", "Share"]
    assert next(rows).cells == {"No": 5100.0, "Start": date(2026, 5, 4), "Share": 0.5}
    with pytest.raises(SheetError, match="it has People"):
        read_table(path, "Absent")


@pytest.mark.parametrize(("data", "says"), [(b"", "is empty"), (b"\n\n", "is empty")])
def test_an_empty_file_is_refused(tmp_path: Path, data: bytes, says: str) -> None:
    with pytest.raises(SheetError, match=says):
        read_table(write(tmp_path, data))


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    path.write_bytes(b"PK nothing")
    with pytest.raises(SheetError, match="no workbook"):
        read_table(path)
    with pytest.raises(SheetError, match="no such file"):
        read_table(tmp_path / "absent.xlsx")
    with pytest.raises(SheetError, match="cannot be read"):
        read_table(tmp_path / "absent.csv")
