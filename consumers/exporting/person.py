"""Handing out one person's data: found as an erasure would find them, and recorded before anybody gets them."""

from datetime import UTC, datetime
from typing import Any, Literal

from consumers.erasure.finding import find_erasures, find_streams
from domain.facts.base import Recorded
from domain.facts.person import PersonExported, exports_of
from domain.state.erasure import Erasure
from domain.state.person_data import Person, encode, gather
from domain.store.errors import VersionConflict
from domain.store.port import EventStore

SOURCE = "/vouch/exports"
Kind = Literal["candidate", "employee"]
_EVER = datetime.max.replace(tzinfo=UTC)
"""Whoever was joined by merges up to any time is one person."""


class UnknownPerson(LookupError):  # noqa: N818 - named for what it is
    """Nothing is recorded of the person that is asked for."""


def export_person(store: EventStore, kind: Kind, id_: str, by: str) -> bytes:
    """Export all data of the candidate or employee `id_`, as JSON; recorded as done by `by`, `employee/ID` or another.

    Earlier exports are told in it; this one is told in the next. Raises UnknownPerson.
    """
    streams = find_streams(store, Erasure(f"{kind}/{id_}", _EVER, None))
    facts = _read(store, list(streams))
    if not facts:
        raise UnknownPerson
    ids = sorted(stream.partition("/")[2] for stream in streams if stream.startswith(f"{kind}/"))
    looks = _record(store, PersonExported(of=kind, id=id_, by=by), [exports_of(kind, each) for each in ids])
    erased = find_erasures(store)
    reached = [erased[stream] for stream in (f"{kind}/{each}" for each in ids) if stream in erased]
    return encode(gather(Person(kind, id_, ids), facts, looks, reached))


def _record(store: EventStore, fact: PersonExported, streams: list[str]) -> list[Recorded[PersonExported]]:
    """Record an export; returns those before it, in all streams of the person's exports."""
    while True:
        before = _read(store, streams)
        version = sum(each.stream == fact.stream for each in before)
        try:
            store.append(fact.stream, [fact], expected_version=version, source=SOURCE)
        except VersionConflict:
            continue  # somebody else exported them at the same moment
        return before


def _read(store: EventStore, streams: list[str]) -> list[Recorded[Any]]:
    return store.decode_rows(store.read_streams(streams))
