"""Reading cells as the fields of facts want them: dates, amounts, yes and no, lists, words."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import inspect

from consumers.sheets.faults import BadCellError
from consumers.sheets.table import Cell
from domain.facts import kinds
from domain.facts.instants import read_instant
from domain.facts.shapes import kind_of

_YES = frozenset({"yes", "y", "true", "1", "x", "ja", "j", "wahr", "oui", "si", "sí"})
_NO = frozenset({"no", "n", "false", "0", "nein", "falsch", "non", "-"})
_FIRST_DAY = date(1899, 12, 30)
"""The day 0 of spreadsheets, which count days."""
_SERIALS = range(1, 2_958_466)  # up to the year 9999
_DECIMALS = (kinds.DECIMAL, kinds.AMOUNT, kinds.PORTION, kinds.OPTIONAL_FTE)
_SPACES = str.maketrans("", "", " \u00a0\u202f'")


class Reader:
    """Reads cells by what a mapping says of dates and decimals; `zone` is the organisation's."""

    def __init__(self, dates: Sequence[str], decimal: str, zone: ZoneInfo) -> None:
        self._dates = dates
        self._decimal = decimal
        self._zone = zone

    def read(self, cell: Cell, shape: inspect.Type, column: str) -> object:
        """Read a cell, which is not blank, as a field of this shape. Raises BadCellError."""
        kind = kind_of(shape)
        if isinstance(shape, inspect.DateType) or kind is kinds.OPTIONAL_DAY:
            return self.read_day(cell, column).isoformat()
        if isinstance(shape, inspect.BoolType):
            return _read_flag(cell, column)
        if isinstance(shape, inspect.IntType):
            return _read_whole(cell, column)
        if isinstance(shape, inspect.VarTupleType):
            return [part.strip() for part in write(cell).replace(";", ",").split(",") if part.strip()]
        if kind in _DECIMALS:
            return self._read_decimal(cell)
        return write(cell)

    def read_day(self, cell: Cell, column: str) -> date:
        """Read a civil date: the program's own, a count of days, or a text by the mapping's formats."""
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        if isinstance(cell, int | float) and not isinstance(cell, bool) and int(cell) in _SERIALS:
            return _FIRST_DAY + timedelta(days=int(cell))
        text = str(cell).strip()
        for form in self._dates:
            try:
                return datetime.strptime(text, form).date()  # noqa: DTZ007 - a civil date has no zone
            except ValueError:
                continue
        raise BadCellError(column, "bad_date", f"a date written as {' or '.join(self._dates)}")

    def read_moment(self, cell: Cell, column: str) -> datetime:
        """Read an instant; a date is the first instant of that day in the organisation's zone, and so is its time."""
        if isinstance(cell, datetime):
            return cell.replace(tzinfo=self._zone).astimezone(UTC)
        if isinstance(cell, str) and (instant := read_instant(cell.strip())) is not None:
            return instant
        return datetime.combine(self.read_day(cell, column), time.min, self._zone).astimezone(UTC)

    def _read_decimal(self, cell: Cell) -> str:
        """Read a decimal as text: points or blanks between thousands taken out, a comma made a point."""
        if isinstance(cell, float | int):
            return f"{cell:f}".rstrip("0").rstrip(".") if isinstance(cell, float) else str(cell)
        plain = str(cell).translate(_SPACES)
        between = "." if self._decimal == "," else ","
        return plain.replace(between, "").replace(self._decimal, ".")


def write(cell: Cell) -> str:
    """Write a cell as text: whole numbers without a fraction, dates as YYYY-MM-DD."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time.min:
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()


def _read_flag(cell: Cell, column: str) -> bool:
    text = write(cell).lower()
    if text in _YES or text in _NO:
        return text in _YES
    raise BadCellError(column, "wrong_type", "yes or no")


def _read_whole(cell: Cell, column: str) -> int:
    try:
        return int(write(cell))
    except ValueError:
        raise BadCellError(column, "wrong_type", "a whole number") from None
