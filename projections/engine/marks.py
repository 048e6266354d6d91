"""Marks: which subjects are to be folded again, in which turn. No mark that comes while one folds is ever lost."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection, select, update

from projections.database import Database
from projections.engine.tables import dirty, progress

ALL_MODELS: Final = "*"
"""A dirty mark for every read model."""

OWN, DEPENDANT = 0, 1
"""The turns: subjects with facts of their own go before those that only look at others."""


class Mark(NamedTuple):
    """A mark as it was read: the fold that clears it clears it only while it is still this one."""

    subject: int
    model: str
    marked: int
    position: int
    turn: int


class Dirty(NamedTuple):
    """A subject to mark: since which position, in which turn."""

    subject: int
    position: int
    turn: int


def next_stamp(connection: Connection) -> int:
    """Raise the stamp, within a writing transaction; returns the new one."""
    raised = update(progress).values(stamp=progress.c.stamp + 1).returning(progress.c.stamp)
    stamp: int = connection.execute(raised).scalar_one()
    return stamp


def mark(
    database: Database, connection: Connection, found: Iterable[Dirty], stamp: int, model: str = ALL_MODELS
) -> None:
    """Mark subjects for a read model, or raise the marks that they have; the oldest position stays."""
    rows = [(each.subject, model, each.position, stamp, each.turn) for each in found]
    database.insert_or_merge(connection, dirty, rows, {"position": "smallest", "marked": "given", "turn": "smallest"})


def mark_found(database: Database, connection: Connection, found: Sequence[int], model: str = ALL_MODELS) -> None:
    """Mark subjects for a read model though no fact came: as of where events are routed to."""
    if found:
        at = connection.execute(select(progress.c.position)).scalar_one()
        marks = [Dirty(subject, at, DEPENDANT) for subject in found]
        mark(database, connection, marks, next_stamp(connection), model)


def read_marks(database: Database, connection: Connection, wanted: Sequence[int]) -> list[Mark]:
    """Read all marks of the subjects."""
    mine = database.any_of(dirty.c.subject, wanted)
    columns = (dirty.c.subject, dirty.c.model, dirty.c.marked, dirty.c.position, dirty.c.turn)
    return [Mark(*each) for each in connection.execute(select(*columns).where(mine))]


def clear(database: Database, connection: Connection, read: Sequence[Mark], found: Sequence[Mark], up_to: int) -> None:
    """Take away the marks that are still those read; of one raised since then, only what came after is left to do.

    `found`: the marks as they are now. `up_to`: the position up to which facts have been folded.
    """
    now = {(each.subject, each.model): each.marked for each in found}
    same = [(each.subject, each.model) for each in read if now.get((each.subject, each.model)) == each.marked]
    raised = [(up_to + 1, each.subject) for each in read if now.get((each.subject, each.model), 0) > each.marked]
    database.delete(connection, dirty, ("subject", "model"), same)
    database.change(connection, dirty, "subject", ("position",), raised)
