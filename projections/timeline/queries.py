"""The timeline of a candidate: what happened to the person that the candidate is."""

from datetime import date
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from domain.facts.base import Actor
from domain.feed.own import SOURCE
from projections.engine.asking.reader import Having, Moment, Reader
from projections.engine.asking.scope import Scope
from projections.engine.asking.subject_lookup import find_subject
from projections.timeline.fold import Timeline
from projections.timeline.tables import PART, MergedCandidate, TimelineRow, merged_candidates, timeline_rows


class Happening(Struct, frozen=True, omit_defaults=True):
    """One event in a sentence; `fact` is source#id, `about` the stream, `actor` who did it where a person did."""

    on: str
    at: str
    type: str
    about: str
    says: str
    fact: str
    actor: Actor | None = None


class TimelineView(Struct, frozen=True):
    """A stretch of what had happened to a person by a day, in the order of facts; `candidates` are the person's ids."""

    candidate: str
    candidates: list[str]
    as_of: date
    events: list[Happening]


_BY_PEOPLE = f"{SOURCE}#"


class Stretch(NamedTuple):
    """Which part of a timeline is wanted: `limit` events at most, after so many that are passed over."""

    passed: int
    limit: int


def timeline_of(reader: Reader, candidate: str, moment: Moment, stretch: Stretch) -> TimelineView | None:
    """Tell a stretch of the candidate's timeline as known at the moment; None where the candidate was not known."""
    subject = find_subject(reader.connection, f"candidate/{candidate}")
    if subject is None:
        return None
    own: Having = {"subject": subject}
    merged = reader.rows_known(Timeline(), merged_candidates, moment, {subject}, own)
    person_of = {stored.candidate: stored.person for stored in map(MergedCandidate._make, merged)}
    person = person_of.get(candidate, candidate)
    first, last = stretch.passed // PART, (stretch.passed + stretch.limit - 1) // PART
    # The first part tells whether anything was known at all.
    wanted = {**own, "person": person, "part": frozenset((0, *range(first, last + 1)))}
    parts = {row.part: row for row in map(TimelineRow._make, _read_parts(reader, moment, subject, wanted))}
    if not parts:
        return None
    same = {candidate, *(name for name, whose in person_of.items() if whose == person)}
    events = [event for part in range(first, last + 1) if part in parts for event in _decode(parts[part])]
    begins = stretch.passed - first * PART
    told = _name_actors(reader, events[begins : begins + stretch.limit])
    return TimelineView(candidate, sorted(same), moment.as_of, told)


def _name_actors(reader: Reader, events: list[Happening]) -> list[Happening]:
    """Name who did what people did: the actor stands beside the fact, in its stream."""
    streams = {event.about for event in events if event.fact.startswith(_BY_PEOPLE)}
    if not streams:
        return events
    facts = reader.store.decode_rows(reader.store.read_streams(streams))
    actors = {fact.ref: fact.actor for fact in facts if fact.actor is not None}
    return [replace(event, actor=actors[event.fact]) if event.fact in actors else event for event in events]


def list_same(reader: Reader, as_of: date, subject: int, candidate: str) -> frozenset[str]:
    """List all ids of the person that a candidate of the subject is as of the day."""
    rows = reader.rows(Timeline(), merged_candidates, as_of, scope=Scope({subject}))
    person_of = {stored.candidate: stored.person for stored in map(MergedCandidate._make, rows)}
    person = person_of.get(candidate)
    return frozenset({candidate, *(name for name, whose in person_of.items() if whose == person)})


def _read_parts(reader: Reader, moment: Moment, subject: int, wanted: Having) -> list[tuple[Any, ...]]:
    return reader.rows_known(Timeline(), timeline_rows, moment, {subject}, wanted)


def _decode(part: TimelineRow) -> list[Happening]:
    return [Happening(*event) for event in msgspec.json.decode(part.events)]
