"""Reading XLSX (and XLS, ODS), with the dates that the program itself knows as dates."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from consumers.sheets.faults import SheetError

_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


def is_workbook(path: Path) -> bool:
    """Tell whether a file is a workbook, by its name."""
    return path.suffix.lower() in _SUFFIXES


def read_workbook(
    path: Path, sheet: str | None
) -> Iterator[tuple[int, list[str | int | float | bool | date | datetime | None]]]:
    """Read the rows of a sheet (None: the first), each with its number. Raises SheetError."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - only where a workbook is read

    if not path.exists():
        raise SheetError(f"{path} cannot be read: there is no such file.")
    try:
        book = CalamineWorkbook.from_path(str(path))
        if sheet is not None and sheet not in book.sheet_names:
            raise SheetError(f"{path} has no sheet of this name; it has {', '.join(book.sheet_names)}.")
        rows = book.get_sheet_by_name(sheet) if sheet else book.get_sheet_by_index(0)
    except (CalamineError, OSError) as error:
        raise SheetError(f"{path} is no workbook that can be read: {error}.") from None
    first = (rows.start or (0, 0))[0]
    for number, cells in enumerate(rows.iter_rows(), first + 1):
        yield number, [None if cell == "" else cell for cell in cells]  # type: ignore[misc]
