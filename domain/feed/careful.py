"""Reading an event carefully, step by step: whatever the quick way does not take, and every reason for refusing."""

from base64 import b64decode
from typing import Any

from msgspec import Raw, Struct, ValidationError
from msgspec.json import decode

from domain.facts import kinds
from domain.facts.catalogue import FACTS
from domain.facts.checking import Fault, read_fact
from domain.facts.instants import read_instant
from domain.feed.content import TooDeepError, content_of, parse
from domain.feed.delivery import Delivery, Unreadable
from domain.feed.media import is_json
from domain.feed.own import is_own

LONGEST_SOURCE = 500  # 2,000 bytes at the most: databases keep an index of sources
LONGEST_SEQUENCE = 200

_LEFT_OUT = Raw(b"null")
_SOURCE = kinds.Kind(
    "a text of 1 to 500 printable characters",
    "bad_id",
    lambda text: 0 < len(text) <= LONGEST_SOURCE and text.isprintable(),
)
_TYPE = kinds.Kind("a type of the feed", "unknown_type", lambda text: text in FACTS)
_SEQUENCE = kinds.Kind(
    "a text of at most 200 characters, without NUL",
    "bad_text",
    lambda text: len(text) <= LONGEST_SEQUENCE and kinds.is_text(text),
)
_JSON_MEDIA = kinds.Kind("a media type of JSON", "not_cloudevents", is_json)
_ANY = kinds.Kind("a text", "bad_text", lambda text: True)


class Envelope(Struct):
    """The attributes that are used, each as the JSON that was sent; others are passed over."""

    specversion: Raw = _LEFT_OUT
    id: Raw = _LEFT_OUT
    source: Raw = _LEFT_OUT
    type: Raw = _LEFT_OUT
    time: Raw = _LEFT_OUT
    sequence: Raw = _LEFT_OUT
    subject: Raw = _LEFT_OUT
    partitionkey: Raw = _LEFT_OUT
    datacontenttype: Raw = _LEFT_OUT
    data: Raw = _LEFT_OUT
    data_base64: Raw = _LEFT_OUT


class _RefusedError(Exception):
    """Carries the fault from where it is found to where it is told."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.reason)
        self.fault = fault


def read_carefully(raw: bytes, *, own: bool = False) -> Delivery | Unreadable:
    """Read one structured event, or say why it cannot be read. `own`: Vouch itself says it."""
    try:
        envelope = _open(raw)
        delivery = _deliver(raw, envelope)
        if is_own(delivery.source) and not own:
            raise _refuse("source", "reserved_source", "`source` must not be `/vouch` or `/vouch/...`: Vouch's own.")
        return delivery
    except _RefusedError as refused:
        return unreadable(raw, refused.fault)


def unreadable(raw: bytes, fault: Fault) -> Unreadable:
    """Make an unreadable of the bytes: what is wrong, and source and id as far as they can be read."""
    try:
        envelope = _open(raw)
    except _RefusedError:
        envelope = Envelope()
    source, name = _readable(envelope.source, _SOURCE), _readable(envelope.id, kinds.ID)
    return Unreadable(raw, fault.reason, fault.field or None, fault.detail, source, name)


def _refuse(field: str, reason: str, detail: str) -> _RefusedError:
    return _RefusedError(Fault(field, reason, detail))


def _open(raw: bytes) -> Envelope:
    try:
        raw.decode()
        decode(raw, type=Raw)
        return decode(raw, type=Envelope)
    except ValidationError:
        raise _refuse("", "not_an_object", "The event is not a JSON object.") from None
    except ValueError:
        raise _refuse("", "bad_json", "The event is not valid JSON in UTF-8.") from None
    except RecursionError:
        raise _refuse("", "bad_json", "The event is nested too deeply.") from None


def _deliver(raw: bytes, envelope: Envelope) -> Delivery:
    if _parsed(envelope.specversion, "specversion") != "1.0":
        raise _refuse("specversion", "not_cloudevents", "`specversion` must be `1.0`, of CloudEvents 1.0.")
    name = _required(envelope.id, "id", kinds.ID)
    source = _required(envelope.source, "source", _SOURCE)
    topic = _required(envelope.type, "type", _TYPE)
    time = read_instant(_required(envelope.time, "time", kinds.INSTANT))
    assert time is not None  # its kind has just been accepted
    sequence = _optional(envelope.sequence, "sequence", _SEQUENCE)
    _optional(envelope.subject, "subject", _ANY)
    _optional(envelope.partitionkey, "partitionkey", _ANY)
    _optional(envelope.datacontenttype, "datacontenttype", _JSON_MEDIA)
    data = _data(envelope)
    fact = read_fact(data, FACTS[topic])
    if isinstance(fact, Fault):
        raise _RefusedError(fact)
    try:
        content = content_of(topic, time, sequence, data, FACTS[topic])
    except TooDeepError:
        raise _refuse("data", "bad_json", "`data` is nested too deeply.") from None
    return Delivery(source, name, time, sequence, content, fact, raw)


def _data(envelope: Envelope) -> dict[str, Any]:
    field = "data"
    if envelope.data_base64 != _LEFT_OUT:
        field = "data_base64"
        if envelope.data != _LEFT_OUT:
            raise _refuse(field, "not_cloudevents", "`data_base64` and `data` must not stand side by side.")
    data = _parsed(envelope.data, field) if field == "data" else _unpacked(envelope.data_base64, field)
    if data is None:
        raise _refuse(field, "missing_field", f"`{field}` is missing.")
    if not isinstance(data, dict):
        raise _refuse(field, "not_an_object", f"`{field}` must be an object.")
    return data


def _unpacked(sent: Raw, field: str) -> Any:
    """Read the JSON that is sent as base64 (CloudEvents JSON format, 3.1)."""
    packed = _text(sent, field, _ANY)
    try:
        text = b64decode(packed, validate=True).decode()
        decode(text, type=Raw)
    except (ValueError, RecursionError):  # not base64, not UTF-8, not JSON
        raise _refuse(field, "bad_json", f"`{field}` must be JSON in UTF-8, as base64.") from None
    return _parsed(Raw(text.encode()), field)


def _required(sent: Raw, field: str, kind: kinds.Kind) -> str:
    if sent == _LEFT_OUT:
        raise _refuse(field, "missing_field", f"`{field}` is missing.")
    return _text(sent, field, kind)


def _optional(sent: Raw, field: str, kind: kinds.Kind) -> str:
    return "" if sent == _LEFT_OUT else _text(sent, field, kind)


def _text(sent: Raw, field: str, kind: kinds.Kind) -> str:
    value = _parsed(sent, field)
    if not isinstance(value, str):
        raise _refuse(field, "wrong_type", f"`{field}` must be {kind.says}.")
    if not kind.accepts(value):
        reason, says = kind.refusal(value)
        raise _refuse(field, reason, f"`{field}` must be {says}.")
    return value


def _parsed(sent: Raw, field: str) -> Any:
    try:
        return parse(sent)
    except ValueError:  # its syntax has been seen to: only numbers of thousands of digits are left
        raise _refuse(field, "bad_json", f"`{field}` holds a number that is too long.") from None
    except RecursionError:
        raise _refuse(field, "bad_json", f"`{field}` is nested too deeply.") from None


def _readable(sent: Raw, kind: kinds.Kind) -> str | None:
    try:
        return _text(sent, "", kind)
    except _RefusedError:
        return None
