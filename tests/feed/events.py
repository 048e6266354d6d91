"""Events to read: an envelope around the frozen samples' data, as JSON bytes."""

import json
from typing import Any

from domain.feed.delivery import Delivery, Unreadable
from domain.feed.reading import read_event

ACCEPTED = "hr.offer.accepted.v1"
ENVELOPE = {"specversion": "1.0", "id": "e1", "source": "/ats", "type": ACCEPTED, "time": "2026-03-02T09:00:00Z"}


def event(data: Any = None, topic: str = ACCEPTED, **attributes: Any) -> bytes:
    """A structured event; an attribute given as `...` is left out."""
    whole = ENVELOPE | {"type": topic, "data": {"offer": "O-1"} if data is None else data} | attributes
    return json.dumps({name: value for name, value in whole.items() if value is not ...}).encode()


def delivered(raw: bytes) -> Delivery:
    """The delivery that the bytes are."""
    answer = read_event(raw)
    assert isinstance(answer, Delivery), answer
    return answer


def refused(raw: bytes) -> tuple[str, str | None]:
    """The reason and the field for which the bytes cannot be read."""
    answer = read_event(raw)
    assert isinstance(answer, Unreadable), answer
    assert answer.raw == raw
    assert answer.detail.endswith(".")
    return answer.reason, answer.field
