"""Forms of files, told by their first bytes: JSON Lines, other JSON that holds events, or what is refused and why."""

from enum import Enum
from typing import NamedTuple

from msgspec import UNSET, Raw, Struct, UnsetType
from msgspec.json import decode

from consumers.feed.line import BLANK
from consumers.feed.values import first_value

HEAD = 1 << 20
"""Bytes of a file that are looked at, at the most."""

_SEND = "Push JSON Lines: one CloudEvent a line (docs/spec/feed.md)."


class Form(Enum):
    """How the events stand in a file."""

    LINES = "one event a line"
    VALUES = "a JSON list of events, or events over several lines"


class Foreign(NamedTuple):
    """A file in which nothing can be read: what it is, and what to do."""

    what: str
    mend: str


_ENCODED = "Convert it to UTF-8 first, for instance with `iconv -f UTF-16 -t UTF-8`."
_UNPACK = "Unpack it first; of packed files only gzip is read."
_EXPORT = f"{_SEND} A table has to be translated into events first."

_MAGIC: tuple[tuple[bytes, Foreign], ...] = (
    (b"\xff\xfe\0\0", Foreign("text in UTF-32", _ENCODED)),
    (b"\0\0\xfe\xff", Foreign("text in UTF-32", _ENCODED)),
    (b"\xff\xfe", Foreign("text in UTF-16", _ENCODED)),
    (b"\xfe\xff", Foreign("text in UTF-16", _ENCODED)),
    (b"PK\x05\x06", Foreign("an empty ZIP archive", _UNPACK)),
    (b"\xd0\xcf\x11\xe0", Foreign("an old Excel or Word file", _EXPORT)),
    (b"BZh", Foreign("packed with bzip2", _UNPACK)),
    (b"\xfd7zXZ", Foreign("packed with xz", _UNPACK)),
    (b"\x28\xb5\x2f\xfd", Foreign("packed with zstd", _UNPACK)),
    (b"7z\xbc\xaf", Foreign("a 7z archive", _UNPACK)),
    (b"\x1f\x8b", Foreign("gzip within gzip", _UNPACK)),
    (b"PAR1", Foreign("a Parquet file", _EXPORT)),
    (b"Obj\x01", Foreign("an Avro file", _EXPORT)),
    (b"%PDF", Foreign("a PDF file", _SEND)),
    (b"SQLite format 3\0", Foreign("an SQLite database", "To ask a store, use --store; to push, give feed files.")),
)
_TEXT = Foreign("no JSON Lines", _SEND)
_CSV = Foreign("a table (CSV)", _EXPORT)
_XML = Foreign("XML or HTML", _SEND)
_NOT_EVENTS = Foreign("JSON, but not of CloudEvents: `specversion` is missing", _SEND)
_BINARY = Foreign("a binary file", _SEND)
_MARK = b'"specversion"'


class _Marked(Struct):
    specversion: Raw | UnsetType = UNSET


def find_form(head: bytes) -> Form | Foreign:
    """Find the form of a file whose first bytes are `head`: HEAD of them, or all where there are fewer."""
    for magic, foreign in _MAGIC:
        if head.startswith(magic):
            return foreign
    if head.startswith(b"PK\x03\x04"):
        return _in_archive(head)
    text = head.lstrip(BLANK)
    if b"\0" in head[:4]:
        return Foreign("text in UTF-16 or UTF-32", _ENCODED) if head.replace(b"\0", b"")[:1] in b"{[" else _BINARY
    if text[:1] in (b"{", b"["):
        return _of_json(text)
    return Form.LINES if not text or _has_line_of_json(text) else _of_text(text)


def _in_archive(head: bytes) -> Foreign:
    if b"[Content_Types].xml" in head or b"xl/" in head:
        return Foreign("an Excel workbook (XLSX)", _EXPORT)
    return Foreign("a ZIP archive", _UNPACK)


def _of_json(text: bytes) -> Form | Foreign:
    """Tell lines from values by the first value: what ends within its own line begins JSON Lines."""
    if text[:1] == b"[":
        return _of_list(text)
    first = first_value(text)
    if first is None:  # longer than what is looked at, or its brackets do not match
        return Form.VALUES if b"\n" in text and not _has_line_of_event(text) else Form.LINES
    if b"\n" not in first:
        return Form.LINES
    if _is_json(first):
        return Form.VALUES if _is_marked(first) else _NOT_EVENTS
    return Form.VALUES if _MARK in first and not _has_line_of_event(text) else Form.LINES


def _of_list(text: bytes) -> Form | Foreign:
    inside = text[1:].lstrip(BLANK)
    if inside[:1] == b"]":
        return Form.VALUES
    first = first_value(inside)
    if first is None or not _is_json(first):  # it is parked by itself, and the next is read
        return Form.VALUES if inside[:1] == b"{" and _MARK in inside else _NOT_EVENTS
    return Form.VALUES if _is_marked(first) else _NOT_EVENTS


def _is_json(value: bytes) -> bool:
    try:
        decode(value, type=Raw)
    except (ValueError, RecursionError):
        return False
    return True


def _is_marked(value: bytes) -> bool:
    try:
        return decode(value, type=_Marked).specversion is not UNSET
    except (ValueError, RecursionError):
        return False


def _has_line_of_event(text: bytes) -> bool:
    """Tell whether a later line is a whole event: then the first one is a line that is no JSON."""
    return any(_is_marked(line) for line in text.split(b"\n")[1:] if _MARK in line)


def _has_line_of_json(text: bytes) -> bool:
    """Tell whether a later line looks like an event: then those before it are parked one by one, and it is read."""
    return any(line.lstrip(BLANK)[:1] == b"{" for line in text.split(b"\n"))


def _of_text(text: bytes) -> Foreign:
    line = text.split(b"\n", 1)[0]
    if line[:1] == b"<":
        return _XML
    if any(byte < 9 for byte in line[:512]):
        return _BINARY
    return _CSV if any(mark in line for mark in (b",", b";", b"\t", b"|")) else _TEXT
