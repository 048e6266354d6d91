"""The engine: keeps every read model up to date, batch by batch, on any store."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, tzinfo
from threading import Lock
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection, Insert, delete, func, insert, inspect, select, update
from sqlalchemy.exc import NoSuchTableError, ProgrammingError

from domain.store.errors import StoreUnavailable
from domain.store.port import EventStore
from domain.store.retrying import Waiting, retry
from projections.database import METADATA, Database
from projections.engine.asking.reader import Reader
from projections.engine.deciding.decider import Decider, Now
from projections.engine.deciding.parked_subjects import ParkedSubject, read_parked_subjects
from projections.engine.deciding.slow_subjects import SlowSubject, read_slow_subjects
from projections.engine.deciding.task import has_marked
from projections.engine.marks import mark_found
from projections.engine.model import ReadModel
from projections.engine.recent_facts import RecentFacts
from projections.engine.routing.router import Router
from projections.engine.tables import dirty, layout, parked, progress, subjects
from projections.garbage_collection import uninterrupted

T = TypeVar("T")

PATIENCE = 5.0
"""Seconds for which a step is tried again while the database is away."""
ROUTE_BATCH = 20_000
DECIDE_BATCH = 4_000
FOLD_SECONDS = 5.0
"""A subject that takes longer to fold is told of."""

Today = Callable[[], date]
Progress = Callable[[int, int], None]
"""Called with (what is done, what there is to do), in events and subjects together."""


class Lag(NamedTuple):
    """How far the read models are behind: events not read yet, and seconds since the oldest of them was recorded.

    `parked`: subjects that it cannot fold; `slow`: subjects whose fold takes longer than it should.
    """

    model: str
    events: int
    seconds: float
    parked: int
    slow: int


class BeingFilled(StoreUnavailable):
    """The read models were emptied and are not yet filled again: an answer would leave out what was known before."""


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
        self._route_batch = route_batch
        self._decide_batch = decide_batch
        self._recent = RecentFacts()
        tables = [table for model in models for table in model.tables]
        self._router = Router(database, store, zone, self._recent, tables)
        self._decider = Decider(database, store, models, zone, self._recent, now)
        self._fold_seconds = fold_seconds
        self._turn = Lock()
        self._big_turn = Lock()
        self._patience = patience
        self._waiting = waiting

    def _retry(self, work: Callable[[], T]) -> T:
        """Do work that is whole or not at all, again where its connection was lost."""
        return retry(work, self.database.fault, self._patience, self._waiting)

    def prepare(self) -> None:
        """Make the tables; where an older Vouch made them differently they are dropped, to be filled again."""
        self._retry(self._prepare)

    def _prepare(self) -> None:
        if self._read_layout() != layout():
            with self.database.writing() as connection:
                if self._read_layout_in(connection) != layout():
                    METADATA.drop_all(connection)
                    METADATA.create_all(connection)
                    connection.execute(_from_zero(self.store.head()))
        # Whoever filled them last may have been killed before saying so.
        self._end_refilling()

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
        return self._retry(self._step_small)

    def _step_small(self) -> int:
        if self._is_idle(big=False):
            return 0
        with self._turn, uninterrupted():
            routed = self._router.route(self._route_batch)
            if routed == self._route_batch:
                return routed
            decided = self._decider.decide_small(self.today(), self._decide_batch)
            if decided < self._decide_batch:
                self._recent.clear()
            self._end_refilling()
            return routed + decided

    def step_big(self) -> int:
        """Fold one dirty subject that is big; 0 when there is none. May run beside the steps for small ones."""
        return self._retry(self._step_big)

    def _step_big(self) -> int:
        if self._is_idle(big=True):
            return 0
        with self._big_turn, uninterrupted():
            decided = self._decider.decide_big(self.today())
            self._end_refilling()
            return decided

    def _end_refilling(self) -> None:
        """Let answers be given again, once what was emptied is filled."""
        with self.database.reading() as connection:
            at = connection.execute(select(progress.c.position, progress.c.regain)).one()
            marked = connection.execute(select(dirty.c.subject).limit(1)).first()
        if 0 < at.regain <= at.position and marked is None:
            with self.database.writing() as connection:
                connection.execute(update(progress).values(regain=0))

    def _is_idle(self, *, big: bool) -> bool:
        """Tell whether there is nothing to do for one kind of subjects, without keeping writers waiting."""
        with self.database.reading() as connection:
            position = connection.execute(select(progress.c.position)).scalar_one()
            marked = has_marked(connection, big=big)
        return not marked and (big or self.store.head() <= position)

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

    def rebuild(self, name: str | None = None, on_progress: Progress | None = None) -> None:
        """Fill a read model again from the facts, or all of them."""
        self.begin_again(name)
        self.catch_up(on_progress)

    def begin_again(self, name: str | None = None) -> None:
        """Have a read model filled again: all of them from nothing, or one by folding every subject again."""
        with self.database.writing() as connection:
            if name is None:
                at = connection.execute(select(progress.c.position, progress.c.stamp)).one()
                for table in METADATA.tables.values():
                    connection.execute(delete(table))
                connection.execute(_from_zero(min(at.position, self.store.head()), at.stamp))
            else:
                everybody = list(connection.execute(select(subjects.c.subject)).scalars())
                mark_found(self.database, connection, everybody, self.model(name).name)

    def model(self, name: str) -> ReadModel:
        """Find the read model of that name. KeyError if there is none."""
        return {model.name: model for model in self.models}[name]

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """Open a reader of one state of the read models. BeingFilled while there is less to read than there was."""
        with self.database.reading() as connection:
            _refuse_while_filled(connection)
            yield Reader(self.database, self.store, connection, self.zone)

    def find_readable(self) -> int:
        """Find the position up to which everything can be read. BeingFilled while there is less than there was."""
        with self.database.reading() as connection:
            _refuse_while_filled(connection)
        return self.find_reached()

    def count_waiting(self) -> int:
        """Count how many events are still to be routed and subjects to be folded."""
        with self.database.reading() as connection:
            position = connection.execute(select(progress.c.position)).scalar_one()
            marks: int = connection.execute(select(func.count()).select_from(dirty)).scalar_one()
        return self.store.count_after(position) + marks

    def find_reached(self) -> int:
        """Find the position up to which everything recorded can be read."""
        with self.database.reading() as connection:
            position: int = connection.execute(select(progress.c.position)).scalar_one()
            oldest = connection.execute(select(func.min(dirty.c.position))).scalar()
        return position if oldest is None else min(position, oldest - 1)

    def lag(self, now: datetime) -> list[Lag]:
        """Tell how far each read model is behind, and how many subjects are parked there."""
        reached = self.find_reached()
        waiting, oldest = self.store.count_after(reached), self.store.oldest_waiting(reached)
        seconds = max(0.0, (now - oldest).total_seconds()) if oldest else 0.0
        with self.database.reading() as connection:
            by_model = select(parked.c.model, func.count()).group_by(parked.c.model)
            parked_by_model: dict[str, int] = dict(connection.execute(by_model).all())
            slow = len(read_slow_subjects(connection, now, self._fold_seconds))
        return [Lag(model.name, waiting, seconds, parked_by_model.get(model.name, 0), slow) for model in self.models]

    def slow_subjects(self, now: datetime) -> list[SlowSubject]:
        """List the big subjects whose fold takes longer than the seconds that were given to the engine."""
        with self.database.reading() as connection:
            return read_slow_subjects(connection, now, self._fold_seconds)

    def parked_subjects(self) -> list[ParkedSubject]:
        """List what read models have put aside because they cannot fold it."""
        with self.database.reading() as connection:
            return read_parked_subjects(connection)

    def _read_layout(self) -> str | None:
        try:
            with self.database.reading() as connection:
                return self._read_layout_in(connection)
        except (NoSuchTableError, ProgrammingError):
            # Another process is making them anew at this moment: to be looked at again when it is our turn.
            return None

    def _read_layout_in(self, connection: Connection) -> str | None:
        inspector = inspect(connection)
        if not inspector.has_table(progress.name):
            return None
        if "layout" not in {column["name"] for column in inspector.get_columns(progress.name)}:
            return None
        found: str | None = connection.execute(select(progress.c.layout)).scalar()
        return found


def _refuse_while_filled(connection: Connection) -> None:
    at = connection.execute(select(progress.c.position, progress.c.regain)).one()
    if at.regain:
        raise BeingFilled(f"The read models are being filled again: up to position {at.position} of {at.regain}.")


def _from_zero(regain: int, stamp: int = 0) -> Insert:
    return insert(progress).values(one=1, layout=layout(), position=0, next_subject=1, regain=regain, stamp=stamp)
