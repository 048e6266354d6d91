"""One event as it stands in a file: its bytes and its place; and the refusal of a file."""

from typing import NamedTuple

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
