"""Writing the events that deliveries mean, as lines of the canonical feed."""

from typing import Any

import msgspec

from consumers.vendors.event_ids import Event


def to_envelope(event: Event) -> dict[str, Any]:
    """Make the structured CloudEvent of an event (spec/feed.md, "Envelope")."""
    placed = {"sequence": event.sequence} if event.sequence else {}
    return {
        "specversion": "1.0",
        "id": event.id,
        "source": event.source,
        "type": event.fact.TOPIC,
        "time": event.time.isoformat().replace("+00:00", "Z"),
        **placed,
        "data": msgspec.to_builtins(event.fact),
    }


def to_line(event: Event) -> bytes:
    """Write an event as one line of a feed's file."""
    return msgspec.json.encode(to_envelope(event)) + b"\n"
