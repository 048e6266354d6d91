"""Stepping: the work of an engine, one step at a time; small subjects and big ones have turns of their own."""

from collections.abc import Callable
from datetime import date
from threading import Lock
from typing import NamedTuple

from sqlalchemy import select

from domain.store.port import EventStore
from projections.database import Database
from projections.engine.deciding.decider import Decider
from projections.engine.deciding.task import has_marked
from projections.engine.recent_facts import RecentFacts
from projections.engine.refilling import Refilling
from projections.engine.routing.router import Limits, Router
from projections.engine.tables import progress
from projections.garbage_collection import uninterrupted

ROUTE_BATCH = 20_000
ROUTE_BYTES = 32 << 20
DECIDE_BATCH = 4_000

Today = Callable[[], date]


class Batches(NamedTuple):
    """The most events that are routed, with the bytes of their states, and subjects that are folded, in a step."""

    route: int = ROUTE_BATCH
    decide: int = DECIDE_BATCH
    route_bytes: int = ROUTE_BYTES


class Workers(NamedTuple):
    """Who does the work of a step. The router keeps `recent` facts, which the decider need not read again."""

    router: Router
    decider: Decider
    recent: RecentFacts
    refilling: Refilling


class _Work(NamedTuple):
    """What there is to do: whether anything is, and whether the tables are being filled again."""

    any: bool
    refilling: bool


class Stepper:
    """Takes the steps of an engine."""

    def __init__(self, database: Database, store: EventStore, workers: Workers, today: Today, batches: Batches) -> None:
        self._database = database
        self._store = store
        self._workers = workers
        self._today = today
        self._batches = batches
        self._turn = Lock()
        self._big_turn = Lock()

    def step_small(self) -> int:
        """Route a batch of events and fold a chunk of small dirty subjects; 0 when there is nothing to do."""
        work = self._look(big=False)
        if not work.any:
            return 0
        with self._turn, uninterrupted():
            moved = self._route_and_fold()
        self._end(work)
        return moved

    def step_big(self) -> int:
        """Fold one dirty subject that is big; 0 when there is none."""
        work = self._look(big=True)
        if not work.any:
            return 0
        with self._big_turn, uninterrupted():
            decided = self._workers.decider.decide_big(self._today())
        self._end(work)
        return decided

    def forget(self) -> None:
        """Forget the facts that are kept for the fold that follows."""
        with self._turn:
            self._workers.recent.clear()

    def _route_and_fold(self) -> int:
        routed = self._workers.router.route(Limits(self._batches.route, self._batches.route_bytes))
        if routed.more:
            return routed.events
        decided = self._workers.decider.decide_small(self._today(), self._batches.decide)
        if decided < self._batches.decide:
            self._workers.recent.clear()
        return routed.events + decided

    def _look(self, *, big: bool) -> _Work:
        """Look what there is to do for one kind of subjects, without keeping writers waiting."""
        with self._database.reading() as connection:
            at = connection.execute(select(progress.c.position, progress.c.regain)).one()
            marked = has_marked(connection, big=big)
        return _Work(marked or (not big and self._store.head() > at.position), at.regain > 0)

    def _end(self, work: _Work) -> None:
        if work.refilling:
            self._workers.refilling.end()
