"""The fold of the timeline: what had happened by the day, told in the order of facts."""

from typing import Any

import msgspec

from domain.facts.catalogue import SENTENCES
from projections.engine.model import Rows
from projections.engine.slice import Slice
from projections.timeline.belonging import Belonging, SubjectPerson
from projections.timeline.tables import PART, MergedCandidate, TimelineRow, merged_candidates, timeline_rows

_ENCODE = msgspec.json.Encoder().encode


class Timeline:
    """The sentences of each person."""

    name = "timeline"
    tables = (merged_candidates, timeline_rows)

    def rows(self, slice_: Slice) -> Rows:
        """Make a row for each candidate that is merged with others, and for each part of a person's timeline."""
        subject_of = slice_.loaded.subject_of
        own = slice_.subjects
        known = [
            MergedCandidate(subject_of[f"candidate/{candidate}"], candidate, person.name)
            for candidate, person in slice_.organisation.persons.items()
            if len(person.candidates) > 1 and subject_of.get(f"candidate/{candidate}") in own
        ]
        return {merged_candidates.name: known, timeline_rows.name: _tell_sentences(slice_)}

    def content(self, table: str, row: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """Give everything but the subject."""
        return row[1:]


def _tell_sentences(slice_: Slice) -> list[TimelineRow]:
    find_persons, as_of = Belonging(slice_).find_persons, slice_.as_of
    told: dict[SubjectPerson, list[tuple[Any, ...]]] = {}
    # Every fact passes through this loop: it does nothing more than it must.
    for order, day, fact in slice_.organisation.facts.entries:
        sentence = SENTENCES.get(type(fact))
        if sentence is None or day > as_of:
            continue
        stream = fact.stream
        if persons := find_persons(fact, stream):
            at, _, source, id_ = order
            event = (day, at, fact.TOPIC, stream, sentence(fact), f"{source}#{id_}")
            for person in persons:
                told.setdefault(person, []).append(event)
    return [
        TimelineRow(*person, start // PART, _ENCODE(events[start : start + PART]).decode())
        for person, events in told.items()
        for start in range(0, len(events), PART)
    ]
