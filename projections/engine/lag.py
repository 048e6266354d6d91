"""Lag: how far the read models are behind the store, in events, in seconds and in subjects still to be folded."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from domain.store.port import EventStore
from projections.database import Database
from projections.engine.deciding.slow_subjects import read_slow_subjects
from projections.engine.model import ReadModel
from projections.engine.tables import dirty, parked, progress


class Lag(NamedTuple):
    """How far a read model is behind: events not read yet, and seconds since the oldest of them was recorded.

    `parked`: subjects that it cannot fold; `slow`: subjects whose fold takes longer than it should.
    """

    model: str
    events: int
    seconds: float
    parked: int
    slow: int


class Distance:
    """How far the read models of a database are from the head of the store."""

    def __init__(self, database: Database, store: EventStore) -> None:
        self._database = database
        self._store = store

    def count_waiting(self) -> int:
        """Count how many events are still to be routed and subjects to be folded."""
        with self._database.reading() as connection:
            position = connection.execute(select(progress.c.position)).scalar_one()
            marks: int = connection.execute(select(func.count()).select_from(dirty)).scalar_one()
        return self._store.count_after(position) + marks

    def find_reached(self) -> int:
        """Find the position up to which everything recorded can be read."""
        with self._database.reading() as connection:
            position: int = connection.execute(select(progress.c.position)).scalar_one()
            oldest = connection.execute(select(func.min(dirty.c.position))).scalar()
        return position if oldest is None else min(position, oldest - 1)

    def measure(self, models: Sequence[ReadModel], now: datetime, fold_seconds: float) -> list[Lag]:
        """Measure the lag of each read model; a fold of more than `fold_seconds` is slow."""
        reached = self.find_reached()
        waiting, oldest = self._store.count_after(reached), self._store.oldest_waiting(reached)
        seconds = max(0.0, (now - oldest).total_seconds()) if oldest else 0.0
        with self._database.reading() as connection:
            by_model = select(parked.c.model, func.count()).group_by(parked.c.model)
            parked_by_model: dict[str, int] = dict(connection.execute(by_model).all())
            slow = len(read_slow_subjects(connection, now, fold_seconds))
        return [Lag(model.name, waiting, seconds, parked_by_model.get(model.name, 0), slow) for model in models]
