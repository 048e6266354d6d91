"""Slow subjects: how long the fold of each big one takes, and since when one is being folded.

They are answered from as they were, until they are done.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, select, update

from projections.database import Database
from projections.engine.tables import dirty, folds, members, subjects


class SlowSubject(NamedTuple):
    """A subject whose fold takes too long: one of its streams, its facts, seconds so far or of the last fold."""

    node: str
    facts: int
    seconds: float
    waiting: bool
    """Whether it is to be folded still: until then it reads as it did before."""


def note_begin(database: Database, connection: Connection, wanted: Sequence[int], now: datetime) -> None:
    """Note that the fold of subjects begins."""
    mine = database.any_of(members.c.subject, wanted)
    first = select(members.c.subject, func.min(members.c.node)).where(mine).group_by(members.c.subject)
    found = connection.execute(first).all()
    connection.execute(delete(folds).where(database.any_of(folds.c.subject, wanted)))
    database.insert(connection, folds, [(subject, node, now.isoformat(), None) for subject, node in found])


def note_end(database: Database, connection: Connection, wanted: Sequence[int], took: timedelta) -> None:
    """Note how long the fold of subjects took."""
    mine = database.any_of(folds.c.subject, wanted)
    connection.execute(update(folds).where(mine).values(milliseconds=took // timedelta(milliseconds=1)))


def read_slow_subjects(connection: Connection, now: datetime, seconds: float) -> list[SlowSubject]:
    """Read the subjects whose last fold took longer than so many seconds, or has gone on for longer; by stream."""
    marked = select(dirty.c.subject).where(dirty.c.subject == folds.c.subject).exists()
    found = select(folds.c.node, subjects.c.facts, folds.c.began, folds.c.milliseconds, marked)
    joined = found.join(subjects, subjects.c.subject == folds.c.subject).order_by(folds.c.node)
    slow = []
    for node, facts, began, milliseconds, waiting in connection.execute(joined):
        lasted = timedelta(milliseconds=milliseconds or 0)
        if milliseconds is None and waiting:
            lasted = now - datetime.fromisoformat(began)
        if lasted.total_seconds() > seconds:
            slow.append(SlowSubject(node, facts, lasted.total_seconds(), bool(waiting)))
    return slow
