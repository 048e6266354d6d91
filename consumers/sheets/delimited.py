"""Reading CSV as people's programs write it: any usual encoding and delimiter, line ends within quotes."""

import csv
from collections.abc import Iterator
from pathlib import Path

from consumers.sheets.faults import SheetError

_PIECE = 1 << 20
_DELIMITERS = ",;\t|"
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
LONGEST_CELL = 1 << 20


def read_delimited(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Read the lines of a file, each with its number: that of the line on which it ends. Raises SheetError."""
    encoding = find_encoding(path)
    csv.field_size_limit(LONGEST_CELL)
    try:
        with path.open(encoding=encoding, newline="") as file:
            delimiter = _find_delimiter(file.readline(_PIECE))
            file.seek(0)
            reader = csv.reader(file, delimiter=delimiter)
            for cells in reader:
                yield reader.line_num, cells
    except OSError as error:
        raise SheetError(f"{path} cannot be read: {error.strerror}.") from None
    except (csv.Error, UnicodeError) as error:
        raise SheetError(f"{path} is no CSV that can be read: {error}.") from None


def find_encoding(path: Path) -> str:
    """Find how a file is encoded: UTF-16 by its mark, UTF-8 if all of it is, else CP-1252. Raises SheetError."""
    try:
        with path.open("rb") as file:
            for mark, name in _MARKS.items():
                if file.read(2) == mark:
                    return name
                file.seek(0)
    except OSError as error:
        raise SheetError(f"{path} cannot be read: {error.strerror}.") from None
    try:
        with path.open(encoding="utf-8-sig") as text:
            while text.read(_PIECE):
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _find_delimiter(line: str) -> str:
    """Find the delimiter of a header: whichever stands most often outside quotes."""
    outside = "".join(line.split('"')[::2])
    return max(_DELIMITERS, key=outside.count)
