"""The fold of the timeline: what had happened by the day, told in the order of facts."""

from typing import Any

import msgspec

from projections.engine.model import Rows
from projections.engine.slices import Slice
from projections.timeline.belonging import Belonging, Told, person_name
from projections.timeline.sentences import SENTENCES
from projections.timeline.tables import candidates, timeline

_ENCODE = msgspec.json.Encoder().encode


class Timeline:
    """The sentences of each person."""

    name = "timeline"
    tables = (candidates, timeline)

    def rows(self, slice_: Slice) -> Rows:
        """A row for each candidate that is merged with others, and for each person of whom something is told."""
        subject_of = slice_.loaded.subject_of
        own = slice_.subjects
        known = [
            (subject_of[f"candidate/{candidate}"], candidate, person_name(person))
            for candidate, person in slice_.organisation.persons.items()
            if len(person.candidates) > 1 and subject_of.get(f"candidate/{candidate}") in own
        ]
        return {candidates.name: known, timeline.name: _told(slice_)}

    def content(self, table: str, row: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """Everything but the subject."""
        return row[1:]


def _told(slice_: Slice) -> list[tuple[Any, ...]]:
    belonging, as_of = Belonging(slice_), slice_.as_of
    told: dict[Told, list[tuple[Any, ...]]] = {}
    for entry in slice_.organisation.facts.entries:
        fact = entry.data
        sentence = SENTENCES.get(type(fact))
        if sentence is not None and entry.day <= as_of:
            stream = fact.stream
            for whose in belonging.whose(fact, stream):
                event = (entry.day, entry.order[0], fact.TOPIC, stream, sentence(fact), entry.ref)
                told.setdefault(whose, []).append(event)
    return [(subject, person, _ENCODE(events).decode()) for (subject, person), events in told.items()]
