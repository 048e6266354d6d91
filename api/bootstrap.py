"""The composition root of every command and process: settings become a store, read models and their engine.

Nothing connects at import.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from api.read_models_place import find_place
from api.settings import Settings, SettingsWrong
from consumers.payouts.acting import Counter
from domain.state.days import day_in
from domain.store.opening import OnMade, ignore_made, open_store
from domain.store.port import EventStore
from domain.store.retrying import Waiting
from domain.store.store import PATIENCE
from projections.access.standing import Standings
from projections.bonuses.fold import Bonuses
from projections.database import Database
from projections.deadlines.fold import Deadlines
from projections.engine.engine import Engine
from projections.engine.model import ReadModel
from projections.engine.stepping import Today
from projections.exceptions.fold import Exceptions
from projections.exceptions.muting import read_muted
from projections.pipeline.fold import Pipeline
from projections.referrals.fold import Referrals
from projections.requisitions.fold import Requisitions
from projections.sealing import Names
from projections.timeline.fold import Timeline


class Vouch:
    """One organisation's Vouch: everything that the faces need."""

    def __init__(
        self,
        settings: Settings,
        store: EventStore,
        today: Today | None = None,
        *,
        patience: float = PATIENCE,
        waiting: Waiting | None = None,
    ) -> None:
        self.settings = settings
        self.store = store
        self.zone = ZoneInfo(store.timezone)
        self.today: Today = today or self._today
        self.names = Names(store.seam)
        self.standings = Standings()
        self.muted = _read_muted(settings)
        self._place = find_place(settings)
        self.database = Database(self._place.url, apart=self._place.apart)
        self.engine = Engine(
            self.database,
            store,
            read_models(self.names),
            self.zone,
            self.today,
            patience=patience,
            waiting=waiting,
            now=lambda: datetime.now(UTC),
            fold_seconds=settings.fold_seconds,
        )
        self.engine.prepare()
        self.counter = Counter(self.engine, day_in(self.zone))

    def _today(self) -> date:
        return datetime.now(UTC).astimezone(self.zone).date()

    def position_known_at(self, known_at: datetime | None) -> int | None:
        """Give the last position recorded by `known_at`; None: no limit."""
        return None if known_at is None else self.store.position_at(known_at)

    def close(self) -> None:
        """Give back the connections of the read models; the store is closed by whoever opened it."""
        self.database.close()
        self._place.give_back()


def _read_muted(settings: Settings) -> frozenset[str]:
    try:
        return read_muted(settings.exceptions_muted)
    except ValueError as error:
        raise SettingsWrong(f"VOUCH_EXCEPTIONS_MUTED is not understood: {error}.") from error


def read_models(names: Names) -> list[ReadModel]:
    """Make all read models, in the order in which they are listed."""
    return [Pipeline(names), Bonuses(), Referrals(), Timeline(), Requisitions(), Deadlines(), Exceptions(names)]


@contextmanager
def open_vouch(
    settings: Settings,
    *,
    today: Callable[[], date] | None = None,
    create: bool | None = None,
    patience: float = PATIENCE,
    waiting: Waiting | None = None,
    on_made: OnMade = ignore_made,
) -> Iterator[Vouch]:
    """Open Vouch on the store of the settings, and close everything at the end.

    `today` gives the day instead of the clock; `create` and `on_made` as `open_event_store` has them. While the
    database is away, each call is tried again for `patience` seconds, of which `waiting` is told.
    """
    with open_event_store(settings, create=create, patience=patience, waiting=waiting, on_made=on_made) as store:
        vouch = Vouch(settings, store, today, patience=patience, waiting=waiting)
        try:
            yield vouch
        finally:
            vouch.close()


@contextmanager
def open_event_store(
    settings: Settings,
    *,
    create: bool | None = None,
    patience: float = PATIENCE,
    waiting: Waiting | None = None,
    on_made: OnMade = ignore_made,
) -> Iterator[EventStore]:
    """Open the store of the settings without read models, and close it at the end.

    `create` says whether its tables may be made (None: those of a new file), and `on_made` is told if they were;
    transient faults are retried for `patience` seconds, of which `waiting` is told.
    """
    store = open_store(
        settings.store,
        create=create,
        timezone=settings.timezone,
        keyring=settings.keyring,
        keys=settings.keys,
        patience=patience,
        waiting=waiting,
        on_made=on_made,
    )
    try:
        yield store
    finally:
        store.close()
