"""Absorbing: subjects that turn out to be one become one, rows and all; whoever asks meanwhile misses nothing."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, Row, Table, delete, or_, select

from projections.database import Database
from projections.engine.marks import OWN, Dirty, mark
from projections.engine.tables import dirty, folds, members, parked, subjects, uses


class Absorber:
    """Moves what belongs to absorbed subjects to those that survive: a few statements for a whole batch."""

    def __init__(self, database: Database, tables: Sequence[Table]) -> None:
        self._database = database
        self._tables = tables

    def read_sizes(self, connection: Connection, joined: Sequence[int]) -> dict[int, int]:
        """Read how many facts each of the subjects has."""
        mine = self._database.any_of(subjects.c.subject, joined)
        return dict(connection.execute(select(subjects.c.subject, subjects.c.facts).where(mine)).all())

    def absorb(self, connection: Connection, pairs: Sequence[tuple[int, int]], stamp: int) -> None:
        """Make each absorbed subject part of its survivor: `pairs` of (absorbed, survivor).

        The survivors keep the rows of both until they are folded again: a fold that began before may not replace them.
        """
        into = dict(pairs)
        swapped = [(survivor, absorbed) for absorbed, survivor in pairs]
        for table in (members, *self._tables):
            self._database.change(connection, table, "subject", ("subject",), swapped)
        self._move_uses(connection, into)
        self._move_marks(connection, into, stamp)
        self._merge_subjects(connection, into, stamp)
        for table in (parked, folds):
            connection.execute(delete(table).where(self._database.any_of(table.c.subject, list(into))))

    def _move_uses(self, connection: Connection, into: Mapping[int, int]) -> None:
        gone = list(into)
        theirs = or_(self._database.any_of(uses.c.used, gone), self._database.any_of(uses.c.subject, gone))
        found = connection.execute(select(uses).where(theirs)).all()
        if found:
            connection.execute(delete(uses).where(theirs))
            moved = {(into.get(used, used), into.get(subject, subject), kind) for used, subject, kind in found}
            self._database.insert_missing(connection, uses, list(moved))

    def _move_marks(self, connection: Connection, into: Mapping[int, int], stamp: int) -> None:
        theirs = self._database.any_of(dirty.c.subject, list(into))
        found = connection.execute(select(dirty.c.subject, dirty.c.position).where(theirs)).all()
        if found:
            connection.execute(delete(dirty).where(theirs))
            oldest: dict[int, int] = {}
            for subject, position in found:
                oldest[into[subject]] = min(position, oldest.get(into[subject], position))
            marks = [Dirty(subject, position, OWN) for subject, position in oldest.items()]
            mark(self._database, connection, marks, stamp)

    def _merge_subjects(self, connection: Connection, into: Mapping[int, int], stamp: int) -> None:
        everybody = self._database.any_of(subjects.c.subject, list({*into, *into.values()}))
        groups: dict[int, list[Row[tuple[object, ...]]]] = {}
        for row in connection.execute(select(subjects).where(everybody)):
            groups.setdefault(into.get(row.subject, row.subject), []).append(row)
        connection.execute(delete(subjects).where(everybody))
        merged = [_merge(survivor, rows, stamp) for survivor, rows in groups.items()]
        self._database.insert(connection, subjects, merged)


def _merge(survivor: int, rows: Sequence[Row[tuple[object, ...]]], stamp: int) -> tuple[object, ...]:
    """Merge subjects: their rows hold as long as those of all that have any."""
    decided = [row for row in rows if row.decided]
    return (
        survivor,
        _latest(row.last_referral_on for row in rows),
        _latest(row.stable_since for row in decided),
        min((row.next_change_on for row in decided if row.next_change_on), default=None),
        int(bool(decided)),
        sum(row.facts for row in rows),
        stamp,
    )


def _latest(days: Iterable[str | None]) -> str | None:
    return max((day for day in days if day), default=None)
