"""A file as a table: a header and rows, whether it was written as CSV or as XLSX."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from consumers.sheets.delimited import read_delimited
from consumers.sheets.faults import SheetError
from consumers.sheets.workbook import is_workbook, read_workbook

Cell = str | int | float | bool | date | datetime | None
TOTALS = ("total", "sum", "grand total", "gesamt", "summe", "insgesamt")
"""How a line of totals begins, in small letters."""


class Row(NamedTuple):
    """One row: its number in the file (the header is row 1 unless lines stand above), and the cells by column."""

    number: int
    cells: dict[str, Cell]

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing stands in it."""
        return all(is_blank(cell) for cell in self.cells.values())

    @property
    def is_total(self) -> bool:
        """Tell whether it looks like a line of totals: its first cell that is not blank says so."""
        first = next((cell for cell in self.cells.values() if not is_blank(cell)), None)
        text = str(first).strip().lower().rstrip(":") if isinstance(first, str) else ""
        return text in TOTALS or text.startswith(("total ", "grand total", "summe "))


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell holds nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def read_table(path: Path, sheet: str | None = None) -> tuple[list[str], Iterator[Row]]:
    """Read a file: the names of its columns, and its rows one by one, blank ones and a last total left out.

    `sheet` names the sheet of a workbook (None: the first). Raises SheetError.
    """
    lines = read_workbook(path, sheet) if is_workbook(path) else read_delimited(path)
    for _number, cells in lines:
        if any(not is_blank(cell) for cell in cells):
            header = _name_columns(cells)
            return header, _drop_total(_read_rows(header, lines))
    raise SheetError(f"{path} is empty: it has no header.") from None


def _name_columns(cells: Sequence[Cell]) -> list[str]:
    """Name the columns; the second of two that are called alike is `Name (2)`, one without a name `Column 3`."""
    names: list[str] = []
    seen: dict[str, int] = {}
    for index, cell in enumerate(cells, 1):
        name = " ".join(str(cell).split()) if not is_blank(cell) else f"Column {index}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    while names and names[-1] == f"Column {len(names)}" and is_blank(cells[len(names) - 1]):
        names.pop()
    return names


def _read_rows(header: Sequence[str], lines: Iterator[tuple[int, Sequence[Cell]]]) -> Iterator[Row]:
    for number, cells in lines:
        filled = [*cells[: len(header)], *[None] * (len(header) - len(cells))]
        row = Row(number, dict(zip(header, filled, strict=True)))
        if not row.is_blank:
            yield row


def _drop_total(rows: Iterator[Row]) -> Iterator[Row]:
    """Leave out the last row if it looks like a line of totals."""
    held: Row | None = None
    for row in rows:
        if held is not None:
            yield held
        held = row
    if held is not None and not held.is_total:
        yield held
