"""The fold of the timeline: what had happened by the day, told in the order of facts."""

from typing import Any

from domain.state.entry import Entry
from projections.engine.model import Rows
from projections.engine.slices import Slice
from projections.timeline.belonging import Belonging, person_name
from projections.timeline.sentences import SENTENCES
from projections.timeline.tables import candidates, timeline


class Timeline:
    """The sentences of each person."""

    name = "timeline"
    tables = (candidates, timeline)

    def rows(self, slice_: Slice) -> Rows:
        """A row for each candidate, and for each event of each person."""
        belonging = Belonging(slice_.organisation)
        subject_of = slice_.loaded.subject_of
        own = slice_.subjects
        known = [
            (subject_of[f"candidate/{candidate}"], candidate, person_name(person))
            for candidate, person in slice_.organisation.persons.items()
            if subject_of.get(f"candidate/{candidate}") in own
        ]
        return {candidates.name: known, timeline.name: _told(slice_, belonging)}

    def content(self, table: str, row: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """Everything but the subject, and of the sentences but the number."""
        return row[1:] if table == candidates.name else row[2:]


def _told(slice_: Slice, belonging: Belonging) -> list[tuple[Any, ...]]:
    subject_of, own, as_of = slice_.loaded.subject_of, slice_.subjects, slice_.as_of
    numbers: dict[int, int] = {}
    found = []
    for entry in slice_.organisation.facts.entries:
        sentence = SENTENCES.get(type(entry.data))
        if sentence is None or entry.day > as_of:
            continue
        for person in belonging.whose(entry.data):
            subject = subject_of.get(f"candidate/{person}")
            if subject is not None and subject in own:
                number = numbers[subject] = numbers.get(subject, 0) + 1
                found.append((subject, number, person, *_columns(entry), sentence(entry.data), entry.ref))
    return found


def _columns(entry: Entry) -> tuple[str, str, str, str]:
    return (entry.day.isoformat(), entry.at.isoformat(), entry.data.TOPIC, entry.data.stream)
