"""Feed files: CloudEvents as JSON Lines, as a list or over several lines, plain or gzipped; `-` is standard input."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from consumers.feed.forms import HEAD, Foreign, Form, find_form
from consumers.feed.line import BLANK, KEPT, LONGEST_LINE, FileUnreadable, Line, Whole
from consumers.feed.unpacking import glance, read_head, unpack
from consumers.feed.values import Values

STANDARD_INPUT = "-"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_lines(name: str, *, longest: int = LONGEST_LINE) -> Iterator[Line]:
    """Read the events of a feed file, each with its place. FileUnreadable where it cannot be read to its end.

    Of a line of more than `longest` bytes only the beginning is kept, so that no file can fill the memory.
    """
    label = _label(name)
    with _opened(name) as file, unpack(file, label) as unpacked:
        head, plain = read_head(unpacked, HEAD)
        form = _recognise(head, label)
        if head.startswith(BYTE_ORDER_MARK):
            plain.read(len(BYTE_ORDER_MARK))
        yield from Values(plain, label, longest) if form is Form.VALUES else split(plain, label, longest)


def look(name: str) -> None:
    """Raise FileUnreadable for a file that is not there or in which nothing can be read, by its first bytes."""
    with _opened(name) as file:
        _recognise(glance(file, HEAD), _label(name))


def split(file: BinaryIO, label: str, longest: int) -> Iterator[Line]:
    """Split a file into its lines that are not blank."""
    for number, raw in enumerate(iter(partial(file.readline, longest + 1), b""), 1):
        text = raw.strip(BLANK)
        if len(raw) > longest and not raw.endswith(b"\n"):
            whole, blank = _read_on(file, raw)
            if text or not blank:
                yield Line(f"{label}:{number}", raw[:KEPT], whole)
        elif text:
            yield Line(f"{label}:{number}", text)


def _recognise(head: bytes, label: str) -> Form:
    form = find_form(head.removeprefix(BYTE_ORDER_MARK))
    if isinstance(form, Foreign):
        raise FileUnreadable(f"{label} is {form.what}: nothing of it is recorded. {form.mend}")
    return form


def _label(name: str) -> str:
    return "standard input" if name == STANDARD_INPUT else Path(name).name


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    try:
        with Path(name).open("rb") as file:
            yield file
    except IsADirectoryError as error:
        raise FileUnreadable(f"{name} is a folder, not a feed file.") from error
    except FileNotFoundError as error:
        raise FileUnreadable(f"There is no file {name}.") from error
    except PermissionError as error:
        raise FileUnreadable(f"{name} may not be read.") from error


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
