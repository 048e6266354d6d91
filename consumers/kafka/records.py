"""One Kafka record: a CloudEvent in structured or binary mode, or none of ours (spec/feed.md, "Envelope")."""

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
_NO_TEXT = "\0"  # no attribute may hold it, so that what was garbled is parked, and stays so when it is replayed

Headers = Sequence[tuple[str, bytes | None]]

_USUAL = tuple([(CONTENT_TYPE, STRUCTURED.encode() + more)] for more in (b"", b"; charset=utf-8", b"; charset=UTF-8"))
"""The headers of nearly every record in structured mode, told at a glance."""


class _Marked(Struct):
    """A JSON object, of which only the mark of a CloudEvent is looked at."""

    specversion: Raw | UnsetType = UNSET


_look = Decoder(_Marked).decode


class _Said(NamedTuple):
    """What the headers of a record say."""

    content_type: str
    attributes: dict[str, str]


def read_record(headers: Headers, value: bytes | None, *, max_bytes: int = MAX_BYTES) -> Delivery | Unreadable | None:
    """The record as a delivery, unreadable with its reason, or None: another's record, or a tombstone."""
    if value is not None and headers in _USUAL:
        return read_event(value, max_bytes=max_bytes)
    said = _heard(headers)
    if MARK in said.attributes:
        media = {"datacontenttype": said.content_type} if said.content_type else {}
        return read_binary(said.attributes | media, value or b"", max_bytes=max_bytes)
    media_type = said.content_type.lower()
    if value is None:
        return None
    if not media_type.startswith(CLOUDEVENTS):
        return read_event(value, max_bytes=max_bytes) if not media_type and _is_marked(value) else None
    if media_type.startswith(STRUCTURED):
        return read_event(value, max_bytes=max_bytes)
    detail = "Kafka carries no batches of events, and of the formats only JSON is read."
    return Unreadable(value, "not_cloudevents", CONTENT_TYPE, detail)


def _is_marked(value: bytes) -> bool:
    """Whether the value is a JSON object with `specversion`: an event of ours, though nothing around it says so."""
    if not value.lstrip(b" \t\r\n").startswith(b"{"):
        return False
    try:
        return _look(value).specversion is not UNSET
    except (ValueError, RecursionError):
        return False


def _heard(headers: Headers) -> _Said:
    content_type, attributes = "", {}
    for name, raw in headers:
        key = name.lower()
        if key == CONTENT_TYPE:
            content_type = _text(raw).strip()
        elif key.startswith(ATTRIBUTE):
            attributes[key.removeprefix(ATTRIBUTE)] = _text(raw)
    return _Said(content_type, attributes)


def _text(raw: bytes | None) -> str:
    try:
        return (raw or b"").decode()
    except UnicodeDecodeError:
        return (raw or b"").decode(errors="backslashreplace") + _NO_TEXT


def place_of(topic: str, partition: int, offset: int) -> str:
    """The place of a record as one text that people can look up: topic[partition]@offset."""
    return f"{topic}[{partition}]@{offset}"
