"""The timeline of a candidate: what befell the person that the candidate is."""

from datetime import date

import msgspec
from msgspec import Struct

from projections.engine.asking.reader import Reader
from projections.engine.asking.subject_lookup import subject_of
from projections.timeline.fold import Timeline
from projections.timeline.tables import candidates, timeline


class Happening(Struct, frozen=True):
    """One event in a sentence; `fact` is source#id, `about` the stream."""

    on: str
    at: str
    type: str
    about: str
    says: str
    fact: str


class TimelineView(Struct, frozen=True):
    """What had befallen a person by a day, in the order of facts; `candidates` are the ids the person is known by."""

    candidate: str
    candidates: list[str]
    as_of: date
    events: list[Happening]


def timeline_of(reader: Reader, candidate: str, as_of: date, known_by: int | None = None) -> TimelineView | None:
    """The candidate's timeline as of the day; None where the candidate was not known."""
    subject = subject_of(reader.connection, f"candidate/{candidate}")
    if subject is None:
        return None
    among = {subject}
    merged = reader.rows(Timeline(), candidates, as_of, known_by=known_by, among=among, where={"subject": subject})
    person_of = {name: person for _, name, person in merged}
    person = person_of.get(candidate, candidate)
    mine = {"subject": subject, "person": person}
    rows = reader.rows(Timeline(), timeline, as_of, known_by=known_by, among=among, where=mine)
    if not rows:
        return None
    events = msgspec.json.decode(rows[0][2])
    same = {candidate, *(name for name, whose in person_of.items() if whose == person)}
    return TimelineView(candidate, sorted(same), as_of, [Happening(*event) for event in events])
