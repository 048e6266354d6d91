"""Feed files: JSON Lines of structured CloudEvents, plain or gzipped; `-` is standard input."""

import gzip
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

STANDARD_INPUT = "-"
MAGIC = b"\x1f\x8b"


class Line(NamedTuple):
    """One line of a file, and where it stands for whoever has to look it up."""

    place: str
    raw: bytes


class FileUnreadable(Exception):  # noqa: N818 - named for what it is
    """A file that is not there, not to be read, or breaks off; the text says which and where."""


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == STANDARD_INPUT:
        yield _plain(sys.stdin.buffer)
        return
    try:
        with Path(name).open("rb") as file:
            yield _plain(file)
    except IsADirectoryError as error:
        raise FileUnreadable(f"{name} is a folder, not a feed file.") from error
    except FileNotFoundError as error:
        raise FileUnreadable(f"There is no file {name}.") from error
    except PermissionError as error:
        raise FileUnreadable(f"{name} may not be read.") from error


def _plain(file: BinaryIO) -> BinaryIO:
    """The file's text, gzipped or not: its first bytes tell, since standard input has no name."""
    peek = getattr(file, "peek", None)
    zipped = peek is not None and peek(2)[:2] == MAGIC
    return cast(BinaryIO, gzip.GzipFile(fileobj=file)) if zipped else file


def lines(name: str) -> Iterator[Line]:
    """The lines of a feed file that are not blank. FileUnreadable where it cannot be read to its end."""
    label = "standard input" if name == STANDARD_INPUT else Path(name).name
    number = 0
    with _opened(name) as file:
        try:
            for number, raw in enumerate(file, 1):
                text = raw.strip(b" \t\r\n")
                if text:
                    yield Line(f"{label}:{number}", text)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise FileUnreadable(f"{label} breaks off or is damaged after line {number}.") from error


def size_of(names: list[str]) -> int | None:
    """The bytes of the files together, for a progress bar; None where that cannot be told."""
    try:
        return sum(Path(name).stat().st_size for name in names if name != STANDARD_INPUT) or None
    except OSError:
        return None
