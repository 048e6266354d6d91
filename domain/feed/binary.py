"""Reading an event in binary mode: its attributes beside its data, as HTTP headers and Kafka headers carry them."""

from base64 import b64encode
from collections.abc import Mapping

from msgspec import Raw
from msgspec.json import decode, encode

from domain.facts.checking import Fault
from domain.feed.careful import unreadable
from domain.feed.delivery import Delivery, Unreadable
from domain.feed.reading import MAX_BYTES, read_event


def read_binary(attributes: Mapping[str, str], body: bytes, *, max_bytes: int = MAX_BYTES) -> Delivery | Unreadable:
    """Read one event in binary mode; never an exception.

    `attributes` are those of CloudEvents without prefix, percent-decoded where the transport encodes them; `body` is
    the JSON of `data`. `raw` of the answer is the same event in structured mode, which `read_event` reads alike.
    """
    told = {name.lower(): text for name, text in attributes.items() if _is_attribute(name.lower(), text)}
    if not body:
        return read_event(encode(told), max_bytes=max_bytes)
    if not _is_json(body):
        raw = _structured(told, "data_base64", b64encode(body).decode())
        fault = Fault("data", "bad_json", "`data` is not valid JSON in UTF-8, or nested too deeply.")
        return unreadable(raw, fault)
    return read_event(_structured(told, "data", Raw(body)), max_bytes=max_bytes)


def _is_attribute(name: str, text: str) -> bool:
    """Tell whether it can be an attribute of CloudEvents; others, such as texts that are no Unicode, are ignored."""
    if name == "data" or not (name.isascii() and name.isalnum()):
        return False
    try:
        return bool(text.encode())
    except UnicodeEncodeError:
        return False


def _is_json(body: bytes) -> bool:
    try:
        body.decode()
        decode(body, type=Raw)
    except (ValueError, RecursionError):
        return False
    return True


def _structured(told: Mapping[str, str], member: str, data: Raw | str) -> bytes:
    return encode({**told, member: data})
