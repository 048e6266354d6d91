"""The worked cases of tests/vectors and tests/vectors-identity: facts in, rows out."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

TESTS = Path(__file__).parent.parent
FOLDER = TESTS / "vectors"
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Push(NamedTuple):
    """Events that were recorded together."""

    recorded_at: datetime
    events: list[dict[str, Any]]


class WorkedCase(NamedTuple):
    """One case: its pushes, its time zone and what it must answer."""

    name: str
    story: str
    timezone: str
    pushes: list[Push]
    asks: list[dict[str, Any]]
    dated: bool
    """Whether the pushes say when they were recorded."""

    @property
    def events(self) -> list[dict[str, Any]]:
        """All events, in the order written."""
        return [event for push in self.pushes for event in push.events]


def _case(written: Mapping[str, Any]) -> WorkedCase:
    dated = "pushes" in written
    pushes = (
        [Push(datetime.fromisoformat(push["recorded_at"]), push["events"]) for push in written["pushes"]]
        if dated
        else [Push(LONG_AGO, written["events"])]
    )
    zone = written.get("timezone", "UTC")
    return WorkedCase(written["name"], written["story"], zone, pushes, written["asks"], dated)


def _cases(folder: Path) -> list[WorkedCase]:
    return [_case(json.loads(path.read_text())) for path in sorted(folder.glob("*.json"))]


CASES = _cases(FOLDER)
IDENTITY_CASES = _cases(TESTS / "vectors-identity")
"""Who is who (spec/vendors.md §2). Some of their facts are Vouch's own, which no feed may say."""
ALL_CASES = [*CASES, *IDENTITY_CASES]
