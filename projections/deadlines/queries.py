"""What has fallen due by a day, for the clock."""

from datetime import date
from typing import NamedTuple

from projections.deadlines.fold import Deadlines
from projections.deadlines.tables import deadlines
from projections.engine.asking.reader import Reader


class Due(NamedTuple):
    """A deadline that was met by the day: a tenure served, or an offer that ran out still standing."""

    kind: str
    thing: str
    instalment: str
    employment: str | None
    due_on: date
    tenure_days: int | None


def due_by(reader: Reader, day: date) -> list[Due]:
    """The deadlines that had been met by the day, in a fixed order."""
    rows = reader.rows(Deadlines(), deadlines, day, where={"met": 1})
    found = [
        Due(kind, thing, name, who, date.fromisoformat(due), days) for _, kind, thing, name, who, due, days, _ in rows
    ]
    return sorted(found, key=lambda due: (due.kind, due.thing, due.instalment))
