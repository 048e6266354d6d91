"""The decider: takes dirty subjects in chunks, folds their facts once for all read models, replaces their rows."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, tzinfo
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, not_, select

from domain.rules.decision import Decision
from domain.state.days import day_in, plus
from domain.store.port import EventStore
from projections.database import Database
from projections.engine.asking.reader import holds_on
from projections.engine.deciding.parked_subjects import park
from projections.engine.folding import Failure, fold_each
from projections.engine.loader import Loader
from projections.engine.model import ReadModel
from projections.engine.recent_facts import RecentFacts
from projections.engine.routing.router import ALL_MODELS
from projections.engine.slice import Loaded, Slice, split
from projections.engine.stability import Stability, change_days, decision_days, stability
from projections.engine.tables import dirty, progress, subjects


class Task(NamedTuple):
    """Dirty subjects, and of each the read models to fold (None: all)."""

    wanted: dict[int, set[str] | None]

    def wants(self, model: str, subject: int) -> bool:
        """Tell whether the subject is dirty for the read model."""
        models = self.wanted[subject]
        return models is None or model in models


class Folded(NamedTuple):
    """What folding a chunk gave: rows by table, what could not be folded, and how long each subject's rows hold."""

    rows: dict[str, list[tuple[Any, ...]]]
    failures: list[Failure]
    stability: dict[int, Stability]


class Decider:
    """Folds dirty subjects, chunk by chunk, each in one transaction."""

    def __init__(
        self, database: Database, store: EventStore, models: Sequence[ReadModel], zone: tzinfo, recent: RecentFacts
    ) -> None:
        self._recent = recent
        self._database = database
        self._store = store
        self._models = models
        self._zone = zone

    def decide(self, as_of: date, limit: int) -> int:
        """Fold up to `limit` dirty subjects as of the day; returns how many there were."""
        with self._database.writing() as connection:
            task = self._take_dirty(connection, as_of, limit)
            if task.wanted:
                self._decide(connection, task, as_of)
        return len(task.wanted)

    def _take_dirty(self, connection: Connection, as_of: date, limit: int) -> Task:
        oldest = select(dirty.c.subject).order_by(dirty.c.position, dirty.c.subject).limit(limit)
        first = list(dict.fromkeys(connection.execute(oldest).scalars().all()))
        marks = select(dirty.c.subject, dirty.c.model).where(self._database.any_of(dirty.c.subject, first))
        wanted: dict[int, set[str] | None] = {}
        for subject, model in connection.execute(marks).all():
            if model == ALL_MODELS:
                wanted[subject] = None
            elif (models := wanted.setdefault(subject, set())) is not None:
                models.add(model)
        for subject in self._find_outlived(
            connection, as_of, [s for s, models in wanted.items() if models is not None]
        ):
            wanted[subject] = None
        return Task(wanted)

    def _find_outlived(self, connection: Connection, as_of: date, some: Sequence[int]) -> Sequence[int]:
        """Find those whose stored rows do not hold on the day: what one read model needs again, all of them need."""
        if not some:
            return []
        mine = self._database.any_of(subjects.c.subject, some)
        return connection.execute(select(subjects.c.subject).where(mine, not_(holds_on(as_of)))).scalars().all()

    def _decide(self, connection: Connection, task: Task, as_of: date) -> None:
        up_to = connection.execute(select(progress.c.position)).scalar_one()
        loaded = Loader(self._database, self._store, connection, up_to, self._recent).load(list(task.wanted))
        folded = self._fold(loaded, as_of)
        self._replace_rows(connection, task, folded)
        self._write_stability(connection, folded.stability)
        park(self._database, connection, list(task.wanted), folded.failures, loaded.subject_of)
        self._clear_marks(connection, task, loaded)

    def _fold(self, loaded: Loaded, as_of: date) -> Folded:
        """Fold the loaded subjects slice by slice: all at once they would not fit the processor's cache."""
        folded = Folded({table.name: [] for model in self._models for table in model.tables}, [], {})
        for slice_ in split(loaded, as_of, self._zone):
            rows, failures = fold_each(slice_, self._models)
            for name, found in rows.items():
                folded.rows[name].extend(found)
            folded.failures.extend(failures)
            folded.stability.update(find_stability(slice_, {failure.subject for failure in failures}))
        return folded

    def _replace_rows(self, connection: Connection, task: Task, folded: Folded) -> None:
        failed = {(failure.model, failure.subject) for failure in folded.failures}
        old = self._find_decided(connection, list(task.wanted))
        for model in self._models:
            done = {s for s in task.wanted if task.wants(model.name, s) and (model.name, s) not in failed}
            everybody = len(done) == len(task.wanted)
            for table in model.tables:
                if stale := [subject for subject in done if subject in old]:
                    connection.execute(delete(table).where(self._database.any_of(table.c.subject, stale)))
                found = folded.rows[table.name]
                self._database.insert(
                    connection, table, found if everybody else [row for row in found if row[0] in done]
                )

    def _find_decided(self, connection: Connection, wanted: Sequence[int]) -> set[int]:
        mine = self._database.any_of(subjects.c.subject, wanted)
        return set(connection.execute(select(subjects.c.subject).where(mine, subjects.c.decided == 1)).scalars().all())

    def _write_stability(self, connection: Connection, found: Mapping[int, Stability]) -> None:
        rows = [(_text(each.since), _text(each.changes_on), 1, subject) for subject, each in found.items()]
        columns = ("stable_since", "next_change_on", "decided")
        self._database.change(connection, subjects, "subject", columns, rows)

    def _clear_marks(self, connection: Connection, task: Task, loaded: Loaded) -> None:
        """Delete the marks, and subjects that were absorbed by others and have no members any more."""
        wanted = list(task.wanted)
        connection.execute(delete(dirty).where(self._database.any_of(dirty.c.subject, wanted)))
        gone = list(task.wanted.keys() - set(loaded.subject_of.values()))
        if gone:
            connection.execute(delete(subjects).where(self._database.any_of(subjects.c.subject, gone)))


def find_stability(slice_: Slice, failed: Collection[int]) -> dict[int, Stability]:
    """Find how long the rows of each subject of the slice hold; those that failed are tried again every day."""
    day_of = day_in(slice_.zone)
    loaded = slice_.loaded
    days = {subject: change_days(facts, day_of) for subject, facts in loaded.own.items()}
    programme = change_days(loaded.programme, day_of)
    used_days: dict[int, set[date]] = {}
    for subject, used in loaded.uses.items():
        if subject in days:
            for each in used:
                if each not in used_days:
                    used_days[each] = change_days(loaded.used.get(each, ()), day_of)
                days[subject] |= used_days[each]
    for decision in _decide_sound(slice_, failed):
        mine = days[slice_.find_subject("referral", decision.row.referral)]
        mine.update(decision_days(decision))
        mine |= programme
    found = {subject: stability(turning, slice_.as_of) for subject, turning in days.items()}
    return found | {subject: Stability(slice_.as_of, plus(slice_.as_of, 1)) for subject in failed}


def _decide_sound(slice_: Slice, failed: Collection[int]) -> list[Decision]:
    """Decide the slice; where some subjects cannot be folded, each of the others alone."""
    if not failed:
        return slice_.decisions
    sound = [subject for subject in slice_.subjects if subject not in failed]
    return [decision for subject in sound for decision in slice_.only([subject]).decisions]


def _text(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
