"""Facts for tests: CloudEvents as dicts become the recorded facts that the domain works on."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from domain.facts.base import Recorded
from domain.facts.catalogue import FACTS

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def told(event: Mapping[str, Any], recorded_at: datetime = LONG_AGO) -> Recorded[Any]:
    """The recorded fact of one CloudEvent."""
    time = datetime.fromisoformat(event["time"]).astimezone(UTC)
    data = msgspec.convert(event["data"], FACTS[event["type"]])
    return Recorded(event["source"], event["id"], time, recorded_at, data, event.get("sequence") or "")


def all_told(events: Iterable[Mapping[str, Any]], recorded_at: datetime = LONG_AGO) -> list[Recorded[Any]]:
    """The recorded facts of CloudEvents."""
    return [told(event, recorded_at) for event in events]
