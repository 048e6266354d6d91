"""Public messages: what other systems get (spec/interfaces.md, "Kafka, outbound").

They are not stored events, and hold no personal data.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import msgspec

from domain.facts.base import Fact, Recorded
from domain.facts.catalogue import PUBLIC
from domain.store.port import EventReader
from domain.store.values import StoredRow

SOURCE = b"/vouch"

_TYPES = {topic: name.encode() for topic, name in PUBLIC.items()}
_encode = msgspec.json.Encoder().encode


class Message(NamedTuple):
    """One public message: a CloudEvent in binary mode, and the position of its event."""

    position: int
    key: str
    headers: list[tuple[str, bytes]]
    value: bytes


def public_messages(rows: Sequence[StoredRow], store: EventReader) -> list[Message]:
    """Make the public messages for stored events, in order; internal events give none."""
    public = [row for row in rows if row.topic in PUBLIC]
    return [public_message(row, recorded) for row, recorded in zip(public, store.decode_rows(public), strict=True)]


def public_message(row: StoredRow, recorded: Recorded[Any]) -> Message:
    """Make the message for a stored event of a public topic. Its id is the same however often it is sent."""
    headers = write_headers(f"{row.stream}/{row.version}", _TYPES[row.topic], recorded.time, row.stream)
    return Message(row.position, row.stream, headers, _encode(public_data(recorded.data)))


def write_headers(id_: str, type_: bytes, time: datetime, subject: str) -> list[tuple[str, bytes]]:
    """Write the attributes of a CloudEvent as headers; `subject` is the key as well."""
    return [
        ("ce_specversion", b"1.0"),
        ("ce_id", id_.encode()),
        ("ce_source", SOURCE),
        ("ce_type", type_),
        ("ce_time", msgspec.json.encode(time)[1:-1]),
        ("ce_subject", subject.encode()),
        ("ce_partitionkey", subject.encode()),
        ("content-type", b"application/json"),
    ]


def public_data(fact: Fact) -> dict[str, Any]:
    """Collect the fields of a fact, without the personal ones and those that were left out."""
    fields = ((name, getattr(fact, name)) for name in public_fields(type(fact)))
    return {name: value for name, value in fields if value is not None}


@cache
def public_fields(cls: type[Fact]) -> tuple[str, ...]:
    """List the public fields of a kind of fact: all that can never hold personal data, and are not withheld."""
    return tuple(name for name in cls.__struct_fields__ if name not in cls.PERSONAL | cls.WITHHELD)
