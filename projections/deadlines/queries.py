"""What has fallen due by a day, for the clock."""

from datetime import date
from typing import NamedTuple

from projections.deadlines.fold import Deadlines
from projections.deadlines.tables import DeadlineRow, deadline_rows
from projections.engine.asking.reader import Reader


class Due(NamedTuple):
    """A deadline that was met by the day: a tenure served, or an offer that ran out still standing."""

    kind: str
    thing: str
    instalment: str
    employment: str | None
    due_on: date
    tenure_days: int | None


def list_due(reader: Reader, day: date) -> list[Due]:
    """List the deadlines that had been met by the day, in a fixed order."""
    rows = reader.rows(Deadlines(), deadline_rows, day, having={"met": 1})
    return sorted((_restore(DeadlineRow(*row)) for row in rows), key=lambda due: (due.kind, due.thing, due.instalment))


def _restore(stored: DeadlineRow) -> Due:
    return Due(
        kind=stored.kind,
        thing=stored.thing,
        instalment=stored.instalment,
        employment=stored.employment,
        due_on=date.fromisoformat(stored.due_on),
        tenure_days=stored.tenure_days,
    )
