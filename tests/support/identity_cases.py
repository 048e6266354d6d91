"""Test support: the worked cases of who is who, as they reach Vouch from outside.

What Vouch itself says in them, a link by hand, is then said by whoever asks it to, and is recorded at once. So the
pushes before it are recorded when the case says, and what is asked as known later is asked with all that is known.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from tests.support.worked_cases import Push, WorkedCase

OWN = "/vouch/"
KINDS = ("account", "candidate", "same_as")


class Link(NamedTuple):
    """What somebody says by hand: `linked`, or that it is not so."""

    kind: str
    id: str
    employee: str
    reason: str | None
    linked: bool


def earlier_pushes(case: WorkedCase) -> list[Push]:
    """The pushes that are recorded when the case says."""
    return case.pushes[:-1]


def fed_last(case: WorkedCase) -> list[dict[str, Any]]:
    """The events of the feed that come last."""
    return [event for event in case.pushes[-1].events if not event["source"].startswith(OWN)]


def links(case: WorkedCase) -> list[Link]:
    """What somebody says by hand, after everything else."""
    return [_link(event) for event in case.pushes[-1].events if event["source"].startswith(OWN)]


def _link(event: dict[str, Any]) -> Link:
    data = event["data"]
    (kind,) = data.keys() & set(KINDS)
    return Link(kind, data[kind], data["employee"], data.get("reason"), event["type"] == "hr.identity.linked.v1")


def asks(case: WorkedCase) -> Iterator[tuple[str, str | None, list[dict[str, Any]]]]:
    """What is asked: as of which day, known at which instant (None: now), and the rows."""
    last = case.pushes[-1].recorded_at
    for ask in case.asks:
        known_at = ask.get("known_at")
        past = known_at is not None and datetime.fromisoformat(known_at) < last
        yield ask["as_of"], known_at if past else None, ask["rows"]
