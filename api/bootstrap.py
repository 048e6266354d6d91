"""The composition root: settings become a store, read models and the engine that keeps them.

Nothing connects at import.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from api.settings import Settings
from domain.store.opening import open_store
from domain.store.port import EventStore
from domain.store.seam import PlainSeam, Seam
from projections.bonuses.fold import Bonuses
from projections.database import Database
from projections.deadlines.fold import Deadlines
from projections.engine.engine import Engine, Today
from projections.engine.model import ReadModel
from projections.pipeline.fold import Pipeline
from projections.referrals.fold import Referrals
from projections.requisitions.fold import Requisitions
from projections.sealing import Names
from projections.timeline.fold import Timeline


class Vouch:
    """One organisation's Vouch: everything that the faces need."""

    def __init__(self, settings: Settings, store: EventStore, seam: Seam, today: Today | None = None) -> None:
        self.settings = settings
        self.store = store
        self.zone = ZoneInfo(store.timezone)
        self.today: Today = today or self._today
        self.names = Names(seam)
        self.database = Database(settings.store)
        self.engine = Engine(self.database, store, read_models(self.names), self.zone, self.today)
        self.engine.prepare()

    def _today(self) -> date:
        return datetime.now(UTC).astimezone(self.zone).date()

    def position_known_at(self, known_at: datetime | None) -> int | None:
        """The position that an instant of knowledge is; None for everything."""
        return None if known_at is None else self.store.position_at(known_at)

    def close(self) -> None:
        """Give back every connection."""
        self.database.close()
        self.store.close()


def read_models(names: Names) -> list[ReadModel]:
    """All read models, in the order in which they are told of."""
    return [Pipeline(names), Bonuses(), Referrals(), Timeline(), Requisitions(), Deadlines()]


@contextmanager
def opened(settings: Settings, *, today: Callable[[], date] | None = None, seam: Seam | None = None) -> Iterator[Vouch]:
    """Vouch on the store of the settings; everything is closed at the end."""
    through = seam or PlainSeam()
    vouch = Vouch(settings, open_store(settings.store, timezone=settings.timezone, seam=through), through, today)
    try:
        yield vouch
    finally:
        vouch.close()
