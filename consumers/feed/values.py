"""Values of JSON in a stream: the events of a list, or of a file in which each is written over several lines.

They are found by their brackets alone, so that one that is no JSON is parked by itself and the next is read.
"""

import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import BinaryIO

from consumers.feed.line import BLANK, KEPT, FileUnreadable, Line, Whole

PIECE = 1 << 18

_between = re.compile(rb"[ \t\r\n,\[\]]*").match
_outside = re.compile(rb'["{}\[\]]').search
_inside = re.compile(rb'["\\]').search
_junk_ends = re.compile(rb"[,\[\]{}\n]").search


class _Scan:
    """Finds the end of the value that begins with a bracket, however its bytes come in pieces."""

    def __init__(self) -> None:
        self._depth = 0
        self._quoted = False
        self._skip = 0

    def find_end(self, piece: bytes) -> int | None:
        """Find where the value ends in the next piece; None if it goes on after it."""
        at, self._skip = self._skip, 0
        while found := (_inside if self._quoted else _outside)(piece, at):
            mark, at = found[0], found.end()
            if mark == b"\\":
                at += 1  # whatever is escaped ends nothing
            elif mark == b'"':
                self._quoted = not self._quoted
            else:
                self._depth += 1 if mark in b"{[" else -1
                if self._depth == 0:
                    return at
        self._skip = max(0, at - len(piece))
        return None


def first_value(text: bytes) -> bytes | None:
    """Find the value in brackets with which the text begins; None if the text ends before it."""
    end = _Scan().find_end(text)
    return None if end is None else text[:end]


class Values:
    """The values of a file one after another: brackets and commas of the lists that hold them stand between them."""

    def __init__(self, file: BinaryIO, label: str, longest: int) -> None:
        self._file = file
        self._label = label
        self._longest = longest
        self._buffer = b""
        self._line = 1
        self._open_lists = 0

    def __iter__(self) -> Iterator[Line]:
        """Each value as a line of JSON Lines would be. FileUnreadable at the end if a list is not closed."""
        while self._skip_to_value():
            yield self._take()
        if self._open_lists > 0:
            raise FileUnreadable(
                f"{self._label} breaks off in line {self._line}: its list does not end. What came before is recorded."
            )

    def _more(self) -> bytes:
        return self._file.read(PIECE)

    def _pass(self, end: int) -> bytes:
        """Take the bytes up to `end` from the buffer, and count their lines."""
        taken, self._buffer = self._buffer[:end], self._buffer[end:]
        self._line += taken.count(b"\n")
        return taken

    def _skip_to_value(self) -> bool:
        """Pass over what stands between values; False at the end of the file."""
        while True:
            found = _between(self._buffer)
            passed = self._pass(found.end() if found else 0)
            self._open_lists += passed.count(b"[") - passed.count(b"]")
            if self._buffer:
                return True
            self._buffer = self._more()
            if not self._buffer:
                return False

    def _take(self) -> Line:
        place = f"{self._label}:{self._line}"
        if self._buffer[:1] != b"{":
            return Line(place, self._take_junk())
        scan = _Scan()
        end = scan.find_end(self._buffer)
        while end is None:
            if len(self._buffer) > self._longest:
                return Line(place, self._buffer[:KEPT], self._pass_long(scan))
            before, piece = len(self._buffer), self._more()
            if not piece:
                return Line(place, self._pass(before).strip(BLANK))
            self._buffer += piece
            inside = scan.find_end(piece)
            end = None if inside is None else before + inside
        return Line(place, self._pass(end))

    def _take_junk(self) -> bytes:
        """Take what is no object, to be parked: up to the end of its line, or to what may be the next value."""
        found = _junk_ends(self._buffer, 1)
        return self._pass(found.start() if found else len(self._buffer)).strip(BLANK)

    def _pass_long(self, scan: _Scan) -> Whole:
        """Read a value to its end without holding it."""
        digest, size, end = blake2b(digest_size=16), 0, None
        while self._buffer:
            passed = self._pass(len(self._buffer) if end is None else end)
            digest.update(passed)
            size += len(passed)
            if end is not None:
                break
            self._buffer = self._more()
            end = scan.find_end(self._buffer)
        return Whole(size, digest.digest())
