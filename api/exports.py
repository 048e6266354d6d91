"""Exports: rows written as JSON, CSV or a spreadsheet, for HTTP and the command line alike.

Spreadsheets take a text of CSV that begins like a formula for one: such texts get an apostrophe in front. In a
spreadsheet of our own a text is a text cell, as it is. Numbers stay numbers.
"""

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

import msgspec

from domain.rules.row import Row

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

T = TypeVar("T")
Cell = str | int | Decimal | date | None

CHUNK = 1_000
"""Rows that are written at once."""
SHEET_ROWS = 1_048_575
"""What a sheet can hold below its heading; more rows go on to the next sheet."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_EXACT_DIGITS = 15  # a spreadsheet's numbers hold no more
_LONGEST_TEXT = 32_767  # a spreadsheet's cell holds no more
_MADE_ON = datetime(2000, 1, 1, tzinfo=UTC)  # the same rows give the same bytes


class Column(NamedTuple, Generic[T]):
    """A column: its heading, and what of a row stands there."""

    heading: str
    cell: Callable[[T], Cell]


def defuse(text: str) -> str:
    """Change a text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def write_json_list(items: Iterable[Any]) -> Iterator[bytes]:
    """Write a JSON list, one item a line, in chunks."""
    encode = msgspec.json.Encoder().encode
    left = iter(items)
    before = b"[\n"
    while chunk := list(islice(left, CHUNK)):
        yield before + b",\n".join(map(encode, chunk))
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"


def write_csv(columns: Sequence[Column[T]], rows: Iterable[T], *, bom: bool = False) -> Iterator[bytes]:
    """Write rows as CSV (RFC 4180) with a heading, in UTF-8, in chunks; `bom` marks it as UTF-8, for Excel."""
    if bom:
        yield codecs.BOM_UTF8
    lines: Iterator[list[Any]] = chain(
        [[column.heading for column in columns]], ([_csv_cell(column.cell(row)) for column in columns] for row in rows)
    )
    while chunk := list(islice(lines, CHUNK)):
        text = io.StringIO(newline="")
        csv.writer(text).writerows(chunk)
        yield text.getvalue().encode()


def write_xlsx(columns: Sequence[Column[T]], rows: Iterable[T], *, title: str) -> bytes:
    """Write rows as a spreadsheet with its heading frozen. The same rows give the same bytes."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - most processes never need it

    file = io.BytesIO()
    with Workbook(file, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties({"title": title, "created": _MADE_ON})
        formats = _Formats(book)
        left = iter(rows)
        number = 0
        while (chunk := list(islice(left, SHEET_ROWS))) or number == 0:
            number += 1
            sheet = book.add_worksheet(title if number == 1 else f"{title} {number}")
            _fill(sheet, formats, columns, chunk)
    return file.getvalue()


def _csv_cell(cell: Cell) -> Any:
    if isinstance(cell, str):
        return defuse(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


class _Formats(dict[str, "Format"]):
    """The number formats of a book, each made once."""

    def __init__(self, book: "Workbook") -> None:
        super().__init__()
        self._book = book
        self.bold = book.add_format({"bold": True})

    def __missing__(self, number: str) -> "Format":
        made = self[number] = self._book.add_format({"num_format": number})
        return made


def _fill(sheet: "Worksheet", formats: _Formats, columns: Sequence[Column[T]], rows: Sequence[T]) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(columns) - 1, 16)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.heading, formats.bold)
    for number, row in enumerate(rows, 1):
        for place, column in enumerate(columns):
            _write(sheet, formats, number, place, column.cell(row))


def _write(sheet: "Worksheet", formats: _Formats, row: int, place: int, cell: Cell) -> None:
    match cell:
        case None:
            pass
        case str():
            sheet.write_string(row, place, cell[:_LONGEST_TEXT])
        case date():
            sheet.write_datetime(row, place, cell, formats["yyyy-mm-dd"])
        case _ if len(str(cell).strip("-").replace(".", "")) > _EXACT_DIGITS:
            sheet.write_string(row, place, str(cell))  # rather a text than another amount
        case _:
            sheet.write_number(row, place, cell, formats[_number_format(cell)])


def _number_format(number: int | Decimal) -> str:
    places = -int(number.as_tuple().exponent) if isinstance(number, Decimal) else 0
    return "0." + "0" * places if places > 0 else "0"


BONUS_COLUMNS: Sequence[Column[Row]] = (
    Column("referral", lambda row: row.referral),
    Column("referrer", lambda row: row.referrer),
    Column("candidate", lambda row: row.candidate),
    Column("requisition", lambda row: row.requisition),
    Column("application", lambda row: row.application),
    Column("employment", lambda row: row.employment),
    Column("instalment", lambda row: row.instalment),
    Column("milestone_on", lambda row: row.milestone_on),
    Column("entitlement", lambda row: row.entitlement),
    Column("waiting_for", lambda row: row.waiting_for),
    Column("reasons", lambda row: " ".join(row.reasons)),
    Column("amount", lambda row: Decimal(row.amount)),
    Column("currency", lambda row: row.currency),
    Column("programme_version", lambda row: row.programme_version),
    Column("warnings", lambda row: " ".join(row.warnings)),
)
"""The fields of a bonus row (spec/bonus.md §5), lists separated by spaces."""


def write_bonus_json(rows: Iterable[Row]) -> Iterator[bytes]:
    """Write bonus rows as the bare JSON list of spec/bonus.md §5."""
    return write_json_list(rows)


class Stand(NamedTuple):
    """From where a report was asked: the day, and by when something had to be recorded to count (None: everything)."""

    as_of: date
    known_at: datetime | None = None


def write_bonus_csv(rows: Iterable[Row], stand: Stand, *, bom: bool = False) -> Iterator[bytes]:
    """Write bonus rows as CSV, each with the day and the knowledge asked for; `bom` marks it as UTF-8, for Excel."""
    return write_csv([*BONUS_COLUMNS, *_stand_columns(stand)], rows, bom=bom)


def write_bonus_xlsx(rows: Iterable[Row], stand: Stand) -> bytes:
    """Write bonus rows as a spreadsheet, each with the day and the knowledge asked for."""
    return write_xlsx([*BONUS_COLUMNS, *_stand_columns(stand)], rows, title="Bonuses")


def _stand_columns(stand: Stand) -> Iterator[Column[Row]]:
    yield Column("as_of", lambda _: stand.as_of)
    if stand.known_at is not None:
        known_at = stand.known_at.astimezone(UTC).isoformat().replace("+00:00", "Z")
        yield Column("known_at", lambda _: known_at)
