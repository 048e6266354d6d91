"""CSV as payroll reads it: UTF-8 without BOM, RFC 4180, CRLF, the header first; and texts that no spreadsheet runs."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the beginning of a formula, in either width."""


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write the header and rows as a whole file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def neutral(text: str) -> str:
    """Write the text so that no spreadsheet takes it for a formula: with an apostrophe before it, if need be."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def write_day(day: date | None) -> str:
    """Write the date, or nothing where it is unknown."""
    return "" if day is None else day.isoformat()
