"""The timeline of a candidate: what happened to the person that the candidate is."""

from datetime import date

import msgspec
from msgspec import Struct

from projections.engine.asking.reader import Having, Moment, Reader
from projections.engine.asking.subject_lookup import find_subject
from projections.timeline.fold import Timeline
from projections.timeline.tables import MergedCandidate, TimelineRow, merged_candidates, timeline_rows


class Happening(Struct, frozen=True):
    """One event in a sentence; `fact` is source#id, `about` the stream."""

    on: str
    at: str
    type: str
    about: str
    says: str
    fact: str


class TimelineView(Struct, frozen=True):
    """What had happened to a person by a day, in the order of facts; `candidates` are the person's ids."""

    candidate: str
    candidates: list[str]
    as_of: date
    events: list[Happening]


def timeline_of(reader: Reader, candidate: str, moment: Moment) -> TimelineView | None:
    """Tell the candidate's timeline as known at the moment; None where the candidate was not known."""
    subject = find_subject(reader.connection, f"candidate/{candidate}")
    if subject is None:
        return None
    own: Having = {"subject": subject}
    merged = reader.rows_known(Timeline(), merged_candidates, moment, {subject}, own)
    person_of = {stored.candidate: stored.person for stored in map(MergedCandidate._make, merged)}
    person = person_of.get(candidate, candidate)
    rows = reader.rows_known(Timeline(), timeline_rows, moment, {subject}, {**own, "person": person})
    if not rows:
        return None
    events = msgspec.json.decode(TimelineRow(*rows[0]).events)
    same = {candidate, *(name for name, whose in person_of.items() if whose == person)}
    return TimelineView(candidate, sorted(same), moment.as_of, [Happening(*event) for event in events])
