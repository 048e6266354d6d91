"""Reading one Kafka record: a CloudEvent in structured or binary mode, or no event (spec/feed.md, "Envelope")."""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import UNSET, Raw, Struct, UnsetType
from msgspec.json import Decoder

from domain.feed.binary import read_binary
from domain.feed.delivery import Delivery, Unreadable
from domain.feed.reading import MAX_BYTES, read_event

CONTENT_TYPE = "content-type"
ATTRIBUTE = "ce_"
MARK = "specversion"
CLOUDEVENTS = "application/cloudevents"
STRUCTURED = CLOUDEVENTS + "+json"
_NO_TEXT = "\0"  # no attribute may hold it, so that a garbled one is parked, and stays parked when it is replayed

Headers = Sequence[tuple[str, bytes | None]]

_USUAL = tuple([(CONTENT_TYPE, STRUCTURED.encode() + more)] for more in (b"", b"; charset=utf-8", b"; charset=UTF-8"))
"""The headers of nearly every record in structured mode: compared first, since it is fast."""


class _Marked(Struct):
    """A JSON object, of which only the mark of a CloudEvent is looked at."""

    specversion: Raw | UnsetType = UNSET


_look = Decoder(_Marked).decode


class _Read(NamedTuple):
    """The content type and the CloudEvents attributes in the headers of a record."""

    content_type: str
    attributes: dict[str, str]


def read_record(headers: Headers, value: bytes | None, *, max_bytes: int = MAX_BYTES) -> Delivery | Unreadable | None:
    """Read a record; unreadable with its reason if its event is wrong or has more than `max_bytes` bytes.

    Returns None for a record of another kind, or a tombstone.
    """
    if value is not None and headers in _USUAL:
        return read_event(value, max_bytes=max_bytes)
    read = _read_headers(headers)
    if MARK in read.attributes:
        media = {"datacontenttype": read.content_type} if read.content_type else {}
        return read_binary(read.attributes | media, value or b"", max_bytes=max_bytes)
    media_type = read.content_type.lower()
    if value is None:
        return None
    if not media_type.startswith(CLOUDEVENTS):
        return read_event(value, max_bytes=max_bytes) if not media_type and _is_marked(value) else None
    if media_type.startswith(STRUCTURED):
        return read_event(value, max_bytes=max_bytes)
    detail = "Kafka carries no batches of events, and of the formats only JSON is read."
    return Unreadable(value, "not_cloudevents", CONTENT_TYPE, detail)


def _is_marked(value: bytes) -> bool:
    """Tell whether the value is a JSON object with `specversion`: an event of ours though no header says so."""
    if not value.lstrip(b" \t\r\n").startswith(b"{"):
        return False
    try:
        return _look(value).specversion is not UNSET
    except (ValueError, RecursionError):
        return False


def _read_headers(headers: Headers) -> _Read:
    content_type, attributes = "", {}
    for name, raw in headers:
        key = name.lower()
        if key == CONTENT_TYPE:
            content_type = _decode(raw).strip()
        elif key.startswith(ATTRIBUTE):
            attributes[key.removeprefix(ATTRIBUTE)] = _decode(raw)
    return _Read(content_type, attributes)


def _decode(raw: bytes | None) -> str:
    try:
        return (raw or b"").decode()
    except UnicodeDecodeError:
        return (raw or b"").decode(errors="backslashreplace") + _NO_TEXT


def write_place(topic: str, partition: int, offset: int) -> str:
    """Write the place of a record as one text that people can look up: topic[partition]@offset."""
    return f"{topic}[{partition}]@{offset}"
