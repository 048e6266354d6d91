"""The timeline of a candidate: what befell the person that the candidate is."""

from datetime import date

from msgspec import Struct

from projections.engine.finding import subject_of
from projections.engine.reader import Reader
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
    known = reader.rows(Timeline(), candidates, as_of, known_by=known_by, among=among, where={"subject": subject})
    person = {name: person for _, name, person in known}
    if candidate not in person:
        return None
    mine = {"subject": subject, "person": person[candidate]}
    rows = reader.rows(Timeline(), timeline, as_of, known_by=known_by, among=among, where=mine)
    rows.sort(key=lambda row: row[1])
    same = sorted(name for name, whose in person.items() if whose == person[candidate])
    return TimelineView(candidate, same, as_of, [Happening(*row[3:]) for row in rows])
