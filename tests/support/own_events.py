"""Test support: events of worked cases, those that Vouch says itself (source `/vouch/...`) read as its own."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from domain.feed.delivery import Delivery, Unreadable
from domain.feed.own import is_own
from domain.feed.reading import read_event
from domain.feed.saying import read_own_event
from domain.store.port import EventStore
from domain.store.values import Recording


def read_case_event(event: Mapping[str, Any]) -> Delivery | Unreadable:
    """Read an event of a case: as delivered, or as Vouch's own where its source says so."""
    raw = msgspec.json.encode(event)
    return read_own_event(raw) if is_own(str(event.get("source", ""))) else read_event(raw)


def record_case(
    store: EventStore, events: Iterable[Mapping[str, Any]], recorded_at: datetime | None = None
) -> Recording:
    """Record the events of a case together, in the order given."""
    read = [read_case_event(event) for event in events]
    return store.record(read, places=[f"case:{number}" for number, _ in enumerate(read, 1)], recorded_at=recorded_at)
