"""Appending events of Vouch's own, with optimistic locking: each stream must be at the version at which it was read."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from domain.facts.base import Actor, Recorded
from domain.store import positions
from domain.store.codec import Codec
from domain.store.errors import VersionConflict
from domain.store.history.extending import note
from domain.store.instants import from_micros
from domain.store.session import EventRow, Session
from domain.store.values import Addition


class Request(Struct):
    """What is to be appended; `recorded_at` in microseconds.

    `tried` keeps what the last attempt wrote: it may have committed although its answer was lost.
    """

    additions: Sequence[Addition]
    source: str
    time: datetime | None
    recorded_at: int | None
    tried: list[EventRow] = []


def append(session: Session, request: Request, codec: Codec) -> int:
    """Append the events and return the last position. VersionConflict if a stream has moved on."""
    versions = _versions(session, request.additions)
    moved = next((each for each in request.additions if not _fits(each, versions)), None)
    if moved is not None:
        if request.tried and all(map(session.is_stored, request.tried)):
            return positions.head(session)
        raise VersionConflict(moved.stream, moved.expected_version, versions[moved.stream])
    instant = positions.next_instant(positions.last_instant(session), request.recorded_at)
    request.tried = [row for each in request.additions for row in _rows(each, request, instant, codec)]
    if request.tried:
        session.insert(request.tried)
        note(session, request.tried, instant)
    return positions.head(session)


def _versions(session: Session, additions: Sequence[Addition]) -> dict[str, int]:
    with session.asking_versions(sorted({each.stream for each in additions})) as ask:
        return {stream: version or 0 for stream, version in ask()}


def _fits(addition: Addition, versions: dict[str, int]) -> bool:
    """Check that the stream is at the expected version; if so, count the new events in."""
    if versions[addition.stream] != addition.expected_version:
        return False
    versions[addition.stream] += len(addition.events)
    return True


def _rows(addition: Addition, request: Request, instant: int, codec: Codec) -> list[EventRow]:
    at = from_micros(instant)
    made = make_own(addition, request.source, request.time or at, at)
    return make_rows(addition, made, codec)


def make_rows(addition: Addition, own: Sequence[Recorded[Any]], codec: Codec) -> list[EventRow]:
    """Make the rows of the events of an addition, as `make_own` has made them."""
    stream, first = addition.stream, addition.expected_version + 1
    states = codec.encode([stream] * len(own), own).states
    return [
        (stream, version, each.data.TOPIC, state)
        for version, (each, state) in enumerate(zip(own, states, strict=True), first)
    ]


def make_own(
    addition: Addition, source: str, time: datetime, recorded_at: datetime, actor: Actor | None = None
) -> list[Recorded[Any]]:
    """Make the events of an addition as they are kept: each id is `stream/version`."""
    return [
        Recorded(source, f"{addition.stream}/{version}", time, recorded_at=recorded_at, data=fact, actor=actor)
        for version, fact in enumerate(addition.events, addition.expected_version + 1)
    ]
