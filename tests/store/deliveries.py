"""Deliveries to record: read from events as the feed brings them."""

import json
from collections.abc import Sequence

from domain.feed.delivery import Delivery, Unreadable
from domain.feed.reading import read_event
from domain.store import EventStore, Recording

SOURCE = "/ats"


def event(number: int, *, stream: int = 1, stage: str = "screening", source: str = SOURCE) -> bytes:
    """A stage change of an application; the number makes the event's id."""
    return json.dumps(
        {
            "specversion": "1.0",
            "id": f"e{number}",
            "source": source,
            "type": "hr.application.stage_changed.v1",
            "time": "2026-03-02T09:00:00Z",
            "data": {"application": f"A-{stream}", "stage": stage},
        }
    ).encode()


def delivery(number: int, *, stream: int = 1, stage: str = "screening", source: str = SOURCE) -> Delivery | Unreadable:
    """The same, read."""
    return read_event(event(number, stream=stream, stage=stage, source=source))


def deliveries(numbers: Sequence[int], *, streams: int = 7) -> list[Delivery | Unreadable]:
    """Many, spread over some streams."""
    return [delivery(number, stream=number % streams) for number in numbers]


def record(store: EventStore, *delivered: Delivery | Unreadable) -> Recording:
    """Record these, the first standing in line 1."""
    return store.record(delivered, places=[f"feed.jsonl:{line}" for line, _ in enumerate(delivered, 1)])


def counts(recording: Recording) -> tuple[int, int, int, int]:
    """Read, recorded, repeated, parked."""
    return recording.read, recording.recorded, recording.repeated, recording.parked
