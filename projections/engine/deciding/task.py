"""Tasks: which dirty subjects are folded next. Small ones go many at a time, a big one alone."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, Select, not_, select

from projections.database import Database
from projections.engine.asking.reader import holds_on
from projections.engine.marks import ALL_MODELS, Mark, read_marks
from projections.engine.tables import IS_BIG, dirty, progress, subjects

CHUNK_FACTS = 100_000
"""How many facts small subjects may have together to be folded in one go: memory stays bounded."""


class Task(NamedTuple):
    """Dirty subjects, and of each the read models to fold (None: all), as one state of the read models has them."""

    wanted: dict[int, set[str] | None]
    marks: list[Mark]
    written: dict[int, int]
    """The stamp of each subject's rows."""
    decided: set[int]
    """Those that have rows by now."""
    holding: set[int]
    """Those of them whose rows hold on the day."""
    up_to: int
    """The position up to which events are routed."""

    def wants(self, model: str, subject: int) -> bool:
        """Tell whether the subject is dirty for the read model."""
        models = self.wanted[subject]
        return models is None or model in models

    def without(self, some: Collection[int]) -> "Task":
        """Give the task that leaves out some of the subjects."""
        return self._replace(
            wanted={subject: models for subject, models in self.wanted.items() if subject not in some},
            marks=[mark for mark in self.marks if mark.subject not in some],
        )


def take_small(database: Database, connection: Connection, as_of: date, limit: int) -> Task:
    """Take up to `limit` dirty subjects: first those with facts of their own, the longest waiting first."""
    marked = select(dirty.c.subject, subjects.c.facts).join(subjects, subjects.c.subject == dirty.c.subject)
    small = marked.where(not_(IS_BIG)).order_by(dirty.c.turn, dirty.c.position, dirty.c.subject)
    return _read_task(database, connection, as_of, _until_full(connection.execute(small.limit(limit)).all()))


def take_big(database: Database, connection: Connection, as_of: date) -> Task:
    """Take the big subject that has waited longest."""
    return _read_task(database, connection, as_of, list(connection.execute(_big().limit(1)).scalars()))


def take_these(database: Database, connection: Connection, as_of: date, wanted: Sequence[int]) -> Task:
    """Take those of the given subjects that are dirty."""
    return _read_task(database, connection, as_of, wanted)


def has_marked(connection: Connection, *, big: bool) -> bool:
    """Tell whether a big (or a small) subject is to be folded."""
    small = select(dirty.c.subject).join(subjects, subjects.c.subject == dirty.c.subject).where(not_(IS_BIG))
    return connection.execute((_big() if big else small).limit(1)).first() is not None


def _big() -> Select[int]:
    marked = select(dirty.c.subject).join(subjects, subjects.c.subject == dirty.c.subject)
    return marked.where(IS_BIG).order_by(dirty.c.position, dirty.c.subject)


def _until_full(found: Iterable[tuple[int, int]]) -> list[int]:
    taken: dict[int, None] = {}
    facts = 0
    for subject, count in found:
        if facts > CHUNK_FACTS:
            break
        facts += 0 if subject in taken else count
        taken[subject] = None
    return list(taken)


def _read_task(database: Database, connection: Connection, as_of: date, wanted: Sequence[int]) -> Task:
    up_to = connection.execute(select(progress.c.position)).scalar_one()
    if not wanted:
        return Task({}, [], {}, set(), set(), up_to)
    marks = read_marks(database, connection, wanted)
    models: dict[int, set[str] | None] = {}
    for subject, model, *_ in marks:
        if model == ALL_MODELS:
            models[subject] = None
        elif (some := models.setdefault(subject, set())) is not None:
            some.add(model)
    mine = database.any_of(subjects.c.subject, list(models))
    rows = connection.execute(
        select(subjects.c.subject, subjects.c.written, subjects.c.decided, holds_on(as_of)).where(mine)
    ).all()
    for subject, _, _, holds in rows:
        if not holds:  # what one read model needs again, all of them need
            models[subject] = None
    written = {subject: stamp for subject, stamp, _, _ in rows}
    decided = {subject for subject, _, has_rows, _ in rows if has_rows}
    holding = {subject for subject, _, _, holds in rows if holds} & decided
    return Task(models, marks, written, decided, holding, up_to)
