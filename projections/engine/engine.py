"""The engine: keeps every read model up to date, batch by batch, on any store."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, tzinfo
from typing import TypeVar

from sqlalchemy import select

from domain.store.port import EventStore
from domain.store.retrying import Waiting, retry
from projections.database import Database
from projections.engine.asking.reader import Reader
from projections.engine.deciding.decider import Decider, Now
from projections.engine.deciding.parked_subjects import ParkedSubject, read_parked_subjects
from projections.engine.deciding.slow_subjects import SlowSubject, read_slow_subjects
from projections.engine.folding_again import fold_again
from projections.engine.lag import Distance, Lag
from projections.engine.marks import mark_found
from projections.engine.model import ReadModel
from projections.engine.recent_facts import RecentFacts
from projections.engine.refilling import Refilling, refuse_while_filled
from projections.engine.routing.router import Router
from projections.engine.stepping import DECIDE_BATCH, ROUTE_BATCH, ROUTE_BYTES, Batches, Stepper, Today, Workers
from projections.engine.tables import subjects

T = TypeVar("T")

PATIENCE = 5.0
"""Seconds for which a step is tried again while the database is away."""
FOLD_SECONDS = 5.0
"""A subject that takes longer to fold is told of."""

Progress = Callable[[int, int], None]
"""Called with (what is done, what there is to do), in events and subjects together."""


class Engine:
    """Routes and decides until nothing is left. Any number of engines, in any processes, may run at once."""

    def __init__(
        self,
        database: Database,
        store: EventStore,
        models: Sequence[ReadModel],
        zone: tzinfo,
        today: Today,
        *,
        route_batch: int = ROUTE_BATCH,
        decide_batch: int = DECIDE_BATCH,
        route_bytes: int = ROUTE_BYTES,
        patience: float = PATIENCE,
        waiting: Waiting | None = None,
        now: Now | None = None,
        fold_seconds: float = FOLD_SECONDS,
    ) -> None:
        self.database = database
        self.store = store
        self.models = models
        self.zone = zone
        self.today = today
        self._fold_seconds = fold_seconds
        self._refilling = Refilling(database, store)
        self._distance = Distance(database, store)
        recent = RecentFacts()
        tables = [table for model in models for table in model.tables]
        router = Router(database, store, zone, recent, tables)
        decider = Decider(database, store, models, zone, recent, now)
        workers = Workers(router, decider, recent, self._refilling)
        self._stepper = Stepper(database, store, workers, today, Batches(route_batch, decide_batch, route_bytes))
        self._patience = patience
        self._waiting = waiting

    def _retry(self, work: Callable[[], T]) -> T:
        """Do work that is whole or not at all, again where its connection was lost."""
        return retry(work, self.database.fault, self._patience, self._waiting)

    def prepare(self) -> None:
        """Make the tables; where an older Vouch made them differently they are dropped, to be filled again."""
        self._retry(self._refilling.prepare)

    def catch_up(self, on_progress: Progress | None = None) -> int:
        """Work until every recorded fact can be read, as of today; returns how many steps it took.

        `on_progress` is called after each step.
        """
        self.mark_due()
        steps = done = 0
        while moved := self.step():
            steps += 1
            done += moved
            if on_progress is not None:
                on_progress(done, done + self.count_waiting())
        return steps

    def step(self) -> int:
        """Route a batch of events and fold what is dirty: small subjects first; 0 when there is nothing to do.

        Far behind, everything is routed first, so that each subject is folded once. Where events keep trickling in,
        folding does not wait for a pause. Where the connection is lost, the step is done again.
        """
        return self.step_small() or self.step_big()

    def step_small(self) -> int:
        """Route a batch of events and fold a chunk of small dirty subjects; 0 when there is nothing to do."""
        return self._retry(self._stepper.step_small)

    def step_big(self) -> int:
        """Fold one dirty subject that is big; 0 when there is none. May run beside the steps for small ones."""
        return self._retry(self._stepper.step_big)

    def mark_due(self) -> int:
        """Mark the subjects whose rows could read differently today; returns how many."""
        return self._retry(self._mark_due)

    def _mark_due(self) -> int:
        today = self.today().isoformat()
        with self.database.reading() as connection:
            due = list(
                connection.execute(select(subjects.c.subject).where(subjects.c.next_change_on <= today)).scalars()
            )
        if due:
            with self.database.writing() as connection:
                mark_found(self.database, connection, due)
        return len(due)

    def fold_again(self, streams: Sequence[str]) -> None:
        """Have the subjects of these streams folded again, without what is remembered: somebody was erased."""
        self._stepper.forget()
        self._retry(lambda: fold_again(self.database, streams))

    def rebuild(self, name: str | None = None, on_progress: Progress | None = None) -> None:
        """Fill a read model again from the facts, or all of them."""
        self.begin_again(name)
        self.catch_up(on_progress)

    def begin_again(self, name: str | None = None) -> None:
        """Have a read model filled again: all of them from nothing, or one by folding every subject again."""
        if name is None:
            self._refilling.begin()
            return
        with self.database.writing() as connection:
            everybody = list(connection.execute(select(subjects.c.subject)).scalars())
            mark_found(self.database, connection, everybody, self.model(name).name)

    def model(self, name: str) -> ReadModel:
        """Find the read model of that name. KeyError if there is none."""
        return {model.name: model for model in self.models}[name]

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """Open a reader of one state of the read models. BeingFilled while there is less to read than there was."""
        with self.database.reading() as connection:
            refuse_while_filled(connection)
            yield Reader(self.database, self.store, connection, self.zone)

    def find_readable(self) -> int:
        """Find the position up to which everything can be read. BeingFilled while there is less than there was."""
        with self.database.reading() as connection:
            refuse_while_filled(connection)
        return self.find_reached()

    def count_waiting(self) -> int:
        """Count how many events are still to be routed and subjects to be folded."""
        return self._distance.count_waiting()

    def find_reached(self) -> int:
        """Find the position up to which everything recorded can be read."""
        return self._distance.find_reached()

    def lag(self, now: datetime) -> list[Lag]:
        """Tell how far each read model is behind, and how many subjects are parked there."""
        return self._distance.measure(self.models, now, self._fold_seconds)

    def slow_subjects(self, now: datetime) -> list[SlowSubject]:
        """List the big subjects whose fold takes longer than the seconds that were given to the engine."""
        with self.database.reading() as connection:
            return read_slow_subjects(connection, now, self._fold_seconds)

    def parked_subjects(self) -> list[ParkedSubject]:
        """List what read models have put aside because they cannot fold it."""
        with self.database.reading() as connection:
            return read_parked_subjects(connection)
