"""Replacing rows: only what has changed is written, in short transactions, and only over what was read."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, select

from projections.database import Database
from projections.engine.deciding.parked_subjects import park
from projections.engine.deciding.task import Task
from projections.engine.folding import Failure
from projections.engine.marks import clear, next_stamp, read_marks
from projections.engine.model import ReadModel
from projections.engine.stability import Stability
from projections.engine.tables import subjects

Row = tuple[Any, ...]


class Folded(NamedTuple):
    """What folding gave: rows by table, what could not be folded, and how long each subject's rows hold."""

    rows: dict[str, list[Row]]
    failures: list[Failure]
    stability: dict[int, Stability]
    subject_of: Mapping[str, int]


class Change(NamedTuple):
    """What is to be deleted from a table and what inserted; both begin with the subject."""

    table: Table
    gone: list[Row]
    new: list[Row]


class Replacer:
    """Replaces the rows of subjects by what their fold gave."""

    def __init__(self, database: Database, models: Sequence[ReadModel]) -> None:
        self._database = database
        self._models = models

    def compare(self, connection: Connection, task: Task, folded: Folded) -> list[Change]:
        """Compare what was folded with the rows that stand: most of the time little differs."""
        failed = {(failure.model, failure.subject) for failure in folded.failures}
        old = [subject for subject in folded.stability if subject in task.decided]
        changes = []
        for model in self._models:
            done = {s for s in folded.stability if task.wants(model.name, s) and (model.name, s) not in failed}
            for table in model.tables:
                new = [row for row in folded.rows[table.name] if row[0] in done]
                stands = self._read_rows(connection, table, [subject for subject in old if subject in done])
                changes.append(_compare(table, stands, new))
        return changes

    def write(self, connection: Connection, task: Task, folded: Folded, changes: Sequence[Change]) -> Collection[int]:
        """Write the changes of the subjects of which nobody has replaced the rows meanwhile; returns those.

        A mark that was raised meanwhile stays: the rows are then those of the moment at which they were read, and are
        folded again.
        """
        marks = read_marks(self._database, connection, list(folded.stability))
        sound = self._find_sound(connection, task, folded, {each.subject for each in marks})
        for table, gone, new in changes:
            key = [column.name for column in table.primary_key]
            index = [table.columns.keys().index(name) for name in key]
            keys = [tuple(row[at] for at in index) for row in gone if row[0] in sound]
            self._database.delete(connection, table, key, keys)
            self._database.insert(connection, table, [row for row in new if row[0] in sound])
        self._write_stability(connection, {s: folded.stability[s] for s in sound})
        failures = [failure for failure in folded.failures if failure.subject in sound]
        park(self._database, connection, list(sound), failures, folded.subject_of)
        clear(self._database, connection, [m for m in task.marks if m.subject in sound], marks, task.up_to)
        return sound

    def _read_rows(self, connection: Connection, table: Table, wanted: Sequence[int]) -> list[Row]:
        if not wanted:
            return []
        mine = self._database.any_of(table.c.subject, wanted)
        return list(map(tuple, connection.execute(select(table).where(mine))))

    def _find_sound(
        self, connection: Connection, task: Task, folded: Folded, marked: Collection[int]
    ) -> Collection[int]:
        mine = self._database.any_of(subjects.c.subject, list(folded.stability))
        found = connection.execute(select(subjects.c.subject, subjects.c.written).where(mine))
        return {subject for subject, stamp in found if subject in marked and task.written.get(subject) == stamp}

    def _write_stability(self, connection: Connection, found: Mapping[int, Stability]) -> None:
        if not found:
            return
        stamp = next_stamp(connection)
        rows = [(_text(each.since), _text(each.changes_on), 1, stamp, subject) for subject, each in found.items()]
        columns = ("stable_since", "next_change_on", "decided", "written")
        self._database.change(connection, subjects, "subject", columns, rows)


def _compare(table: Table, stands: Sequence[Row], new: Sequence[Row]) -> Change:
    if not stands:
        return Change(table, [], list(new))
    before, after = set(stands), set(map(tuple, new))
    return Change(table, [row for row in stands if row not in after], [row for row in new if row not in before])


def _text(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
