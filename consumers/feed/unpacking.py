"""Reading a file from its first bytes on, which tell whether it is packed; a packed one is proven before it counts.

The checksum of gzip stands at its end. So the packed bytes are kept on disk, unpacked once to nowhere, and only if the
checksum holds unpacked again to be read: in little memory, and never a fact of a damaged file.
"""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader, RawIOBase
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import IO, Any, BinaryIO, NamedTuple, cast

from consumers.feed.line import FileUnreadable

MAGIC = b"\x1f\x8b"
PIECE = 1 << 18
_IN_MEMORY = 4 << 20


class Headed(NamedTuple):
    """A file of which the first bytes are known; `file` still begins with them."""

    head: bytes
    file: BinaryIO


class _Rejoined(RawIOBase):
    """Bytes that were read from a file, and then the rest of it."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = len(buffer)
        piece, self._head = self._head[:size], self._head[size:]
        piece = piece or self._rest.read(size)
        buffer[: len(piece)] = piece
        return len(piece)


def read_head(file: IO[bytes], size: int) -> Headed:
    """Read the first `size` bytes, or all of a shorter file."""
    head = file.read(size)
    return Headed(head, cast(BinaryIO, BufferedReader(_Rejoined(head, file), PIECE)))


@contextmanager
def unpack(file: IO[bytes], label: str) -> Iterator[IO[bytes]]:
    """Lend the file as it is, or unpacked. FileUnreadable for a packed one that is damaged, before any of it is given.

    The first bytes tell, since standard input has no name.
    """
    head, whole = read_head(file, len(MAGIC))
    if head != MAGIC:
        yield whole
        return
    with SpooledTemporaryFile(_IN_MEMORY) as packed:
        copyfileobj(whole, packed, PIECE)
        _prove(packed, label)
        packed.seek(0)
        yield cast(IO[bytes], gzip.GzipFile(fileobj=packed, mode="rb"))


def glance(file: IO[bytes], size: int) -> bytes:
    """Read the first bytes of what is in a file, as far as they can be had, without proving it."""
    head, whole = read_head(file, len(MAGIC))
    if head != MAGIC:
        return whole.read(size)
    try:
        return gzip.GzipFile(fileobj=whole, mode="rb").read(size)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        return b""


def _prove(packed: IO[bytes], label: str) -> None:
    packed.seek(0)
    lines = 0
    try:
        with gzip.GzipFile(fileobj=packed, mode="rb") as unpacked:
            while piece := unpacked.read(PIECE):
                lines += piece.count(b"\n")
    except EOFError as error:
        raise _refuse(f"{label} breaks off after line {lines}") from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise _refuse(f"{label} is damaged in line {lines + 1} or before it") from error


def _refuse(what: str) -> FileUnreadable:
    return FileUnreadable(f"{what}: nothing of it is recorded. Get the file whole, then push it again.")
