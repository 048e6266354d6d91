"""Feed files: JSON Lines of structured CloudEvents, plain or gzipped; `-` is standard input."""

import gzip
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

STANDARD_INPUT = "-"
MAGIC = b"\x1f\x8b"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
BLANK = b" \t\r\n"

LONGEST_LINE = 16 << 20
"""Bytes of a line that are held in memory by default: 16 MiB."""
KEPT = 1 << 20
"""Bytes that are kept of a longer line."""


class Whole(NamedTuple):
    """The size in bytes and the hash of a whole line of which only the beginning is kept."""

    size: int
    digest: bytes


class Line(NamedTuple):
    """One line of a file, and its place (file and line number); `whole` is set if `raw` is only its beginning."""

    place: str
    raw: bytes
    whole: Whole | None = None


class FileUnreadable(Exception):  # noqa: N818 - named for what it is
    """A file does not exist, cannot be read, or breaks off; the text says which and where."""


@contextmanager
def _open(name: str) -> Iterator[BinaryIO]:
    if name == STANDARD_INPUT:
        yield _unzip(sys.stdin.buffer)
        return
    try:
        with Path(name).open("rb") as file:
            yield _unzip(file)
    except IsADirectoryError as error:
        raise FileUnreadable(f"{name} is a folder, not a feed file.") from error
    except FileNotFoundError as error:
        raise FileUnreadable(f"There is no file {name}.") from error
    except PermissionError as error:
        raise FileUnreadable(f"{name} may not be read.") from error


def _unzip(file: BinaryIO) -> BinaryIO:
    """Unzip a file if it is gzipped. Its first bytes tell, since standard input has no name."""
    peek = getattr(file, "peek", None)
    zipped = peek is not None and peek(2)[:2] == MAGIC
    return cast(BinaryIO, gzip.GzipFile(fileobj=file)) if zipped else file


def read_lines(name: str, *, longest: int = LONGEST_LINE) -> Iterator[Line]:
    """Read the lines of a feed file that are not blank. FileUnreadable if it cannot be read to its end.

    Of a line of more than `longest` bytes only the beginning is kept, so that no file can fill the memory.
    """
    label = "standard input" if name == STANDARD_INPUT else Path(name).name
    number = 0
    with _open(name) as file:
        try:
            for number, raw in enumerate(iter(partial(file.readline, longest + 1), b""), 1):
                text = raw.strip(BLANK)
                if number == 1:
                    text = text.removeprefix(BYTE_ORDER_MARK).lstrip(BLANK)
                if len(raw) > longest and not raw.endswith(b"\n"):
                    whole, blank = _read_on(file, raw)
                    if text or not blank:
                        yield Line(f"{label}:{number}", raw[:KEPT], whole)
                elif text:
                    yield Line(f"{label}:{number}", text)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise FileUnreadable(f"{label} breaks off or is damaged after line {number}.") from error


def _read_on(file: BinaryIO, beginning: bytes) -> tuple[Whole, bool]:
    """Read a line to its end without holding it: what it is as a whole, and whether the rest of it is blank."""
    digest = blake2b(beginning, digest_size=16)
    size, blank, piece = len(beginning), True, beginning
    while not piece.endswith(b"\n") and (piece := file.readline(KEPT)):
        digest.update(piece)
        size += len(piece)
        blank = blank and not piece.strip(BLANK)
    return Whole(size, digest.digest()), blank


def measure(names: list[str]) -> int | None:
    """Add up the sizes of the files in bytes, for a progress bar; None if that is not possible."""
    try:
        return sum(Path(name).stat().st_size for name in names if name != STANDARD_INPUT) or None
    except OSError:
        return None
