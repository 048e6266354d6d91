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
from projections.engine.recent_facts import Fresh
from projections.engine.routing.router import ALL_MODELS
from projections.engine.slice import Loaded, Slice
from projections.engine.stability import Stability, change_days, decision_days, stability
from projections.engine.tables import dirty, progress, subjects


class Task(NamedTuple):
    """Dirty subjects, and of each the read models to fold (None: all)."""

    wanted: dict[int, set[str] | None]

    def wants(self, model: str, subject: int) -> bool:
        """Whether the subject is dirty for the read model."""
        models = self.wanted[subject]
        return models is None or model in models


class Decider:
    """Folds dirty subjects, chunk by chunk, each in one transaction."""

    def __init__(
        self, database: Database, store: EventStore, models: Sequence[ReadModel], zone: tzinfo, fresh: Fresh
    ) -> None:
        self._fresh = fresh
        self._database = database
        self._store = store
        self._models = models
        self._zone = zone

    def decide(self, as_of: date, limit: int) -> int:
        """Fold up to so many dirty subjects as of the day; returns how many there were."""
        with self._database.writing() as connection:
            task = self._next(connection, as_of, limit)
            if task.wanted:
                self._do(connection, task, as_of)
        return len(task.wanted)

    def _next(self, connection: Connection, as_of: date, limit: int) -> Task:
        oldest = select(dirty.c.subject).order_by(dirty.c.position, dirty.c.subject).limit(limit)
        first = list(dict.fromkeys(connection.execute(oldest).scalars().all()))
        marks = select(dirty.c.subject, dirty.c.model).where(self._database.any_of(dirty.c.subject, first))
        wanted: dict[int, set[str] | None] = {}
        for subject, model in connection.execute(marks).all():
            if model == ALL_MODELS:
                wanted[subject] = None
            elif (models := wanted.setdefault(subject, set())) is not None:
                models.add(model)
        for subject in self._outlived(connection, as_of, [s for s, models in wanted.items() if models is not None]):
            wanted[subject] = None
        return Task(wanted)

    def _outlived(self, connection: Connection, as_of: date, some: Sequence[int]) -> Sequence[int]:
        """Those whose stored rows do not hold on the day: what one read model needs again, all of them need."""
        if not some:
            return []
        mine = self._database.any_of(subjects.c.subject, some)
        return connection.execute(select(subjects.c.subject).where(mine, not_(holds_on(as_of)))).scalars().all()

    def _do(self, connection: Connection, task: Task, as_of: date) -> None:
        up_to = connection.execute(select(progress.c.position)).scalar_one()
        loaded = Loader(self._database, self._store, connection, up_to, self._fresh).load(list(task.wanted))
        whole = Slice(loaded, as_of, self._zone)
        rows, failures = fold_each(whole, self._models)
        self._replace(connection, task, rows, failures)
        self._note_stability(connection, whole, failures)
        park(self._database, connection, list(task.wanted), failures, loaded.subject_of)
        self._clear(connection, task, loaded)

    def _replace(
        self,
        connection: Connection,
        task: Task,
        rows: Mapping[str, Mapping[str, Sequence[tuple[Any, ...]]]],
        failures: Collection[Failure],
    ) -> None:
        failed = {(failure.model, failure.subject) for failure in failures}
        old = self._decided(connection, list(task.wanted))
        for model in self._models:
            done = {s for s in task.wanted if task.wants(model.name, s) and (model.name, s) not in failed}
            everybody = len(done) == len(task.wanted)
            for table in model.tables:
                if stale := [subject for subject in done if subject in old]:
                    connection.execute(delete(table).where(self._database.any_of(table.c.subject, stale)))
                found = rows[model.name].get(table.name, ())
                self._database.insert(
                    connection, table, found if everybody else [row for row in found if row[0] in done]
                )

    def _decided(self, connection: Connection, wanted: Sequence[int]) -> set[int]:
        mine = self._database.any_of(subjects.c.subject, wanted)
        return set(connection.execute(select(subjects.c.subject).where(mine, subjects.c.decided == 1)).scalars().all())

    def _note_stability(self, connection: Connection, whole: Slice, failures: Collection[Failure]) -> None:
        found = stabilities(whole, {failure.subject for failure in failures})
        rows = [(_text(found[s].since), _text(found[s].changes_on), 1, s) for s in whole.subjects]
        columns = ("stable_since", "next_change_on", "decided")
        self._database.change(connection, subjects, "subject", columns, rows)

    def _clear(self, connection: Connection, task: Task, loaded: Loaded) -> None:
        """The marks go; so do subjects that were absorbed by others and have no members any more."""
        wanted = list(task.wanted)
        connection.execute(delete(dirty).where(self._database.any_of(dirty.c.subject, wanted)))
        gone = list(task.wanted.keys() - set(loaded.subject_of.values()))
        if gone:
            connection.execute(delete(subjects).where(self._database.any_of(subjects.c.subject, gone)))


def stabilities(whole: Slice, failed: Collection[int]) -> dict[int, Stability]:
    """How long the rows of each subject of the slice hold; those that failed are tried again every day."""
    day_of = day_in(whole.zone)
    loaded = whole.loaded
    days = {subject: change_days(facts, day_of) for subject, facts in loaded.own.items()}
    programme = change_days(loaded.programme, day_of)
    used_days: dict[int, set[date]] = {}
    for subject, used in loaded.uses.items():
        if subject in days:
            for each in used:
                if each not in used_days:
                    used_days[each] = change_days(loaded.used.get(each, ()), day_of)
                days[subject] |= used_days[each]
    for decision in _decisions(whole, failed):
        mine = days[whole.subject_of("referral", decision.row.referral)]
        mine.update(decision_days(decision))
        mine |= programme
    found = {subject: stability(turning, whole.as_of) for subject, turning in days.items()}
    return found | {subject: Stability(whole.as_of, plus(whole.as_of, 1)) for subject in failed}


def _decisions(whole: Slice, failed: Collection[int]) -> list[Decision]:
    """The decisions on the slice; where some subjects cannot be decided, on each of the others by itself."""
    if not failed:
        return whole.decisions
    sound = [subject for subject in whole.subjects if subject not in failed]
    return [each for s in sound for each in whole.only([s]).decisions]


def _text(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
