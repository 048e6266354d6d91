"""Facts of the feed that Vouch itself says, such as links between persons: their source is one of its own."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from msgspec.json import encode

from domain.feed.careful import read_carefully
from domain.feed.content import canonical, content_hash
from domain.feed.delivery import Delivery, Unreadable
from domain.feed.own import SOURCE


def say(part: str, topic: str, time: datetime, data: Mapping[str, Any]) -> Delivery:
    """Say a fact as the `part` of Vouch that says it (source `/vouch/PART`), to be recorded like any delivery.

    Its id is a hash of its content, so that saying the same again is a repeat. ValueError if it is no fact of the feed.
    """
    at = time.astimezone(UTC)
    named = {"id": content_hash(canonical((topic, at, "", data))).hex(), "source": f"{SOURCE}/{part}"}
    said = read_own_event(encode({"specversion": "1.0", **named, "type": topic, "time": at, "data": data}))
    if isinstance(said, Unreadable):
        raise ValueError(f"{said.reason}: {said.detail}")
    return said


def read_own_event(raw: bytes) -> Delivery | Unreadable:
    """Read one structured event that Vouch itself has written; from outside it would be unreadable."""
    return read_carefully(raw, own=True)
