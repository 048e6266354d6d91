"""Test support: Vouch in process on databases that are emptied, not made anew: a fresh store costs milliseconds."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from sqlalchemy import inspect, text

from api.bootstrap import read_models
from consumers.feed.line import Line
from consumers.feed.push import Totals, push
from domain.store.opening import migrate, open_store
from domain.store.port import EventStore
from projections.database import Database
from projections.engine.asking.digest import digests
from projections.engine.engine import Engine
from projections.engine.model import ReadModel
from projections.engine.stepping import DECIDE_BATCH, ROUTE_BATCH, ROUTE_BYTES
from projections.sealing import Names
from tests.support.databases import create_database, drop_database
from tests.support.own_events import record_case

KEPT = {"meta", "sources", "alembic_version"}
"""Tables that stay: the time zone, the sources (a cache in the store knows their numbers), the tables' revision."""
TODAY = date(2026, 7, 1)

Event = dict[str, Any]


class House:
    """Vouch on one database: a store, and as many engines as a test wants."""

    def __init__(self, url: str, timezone: str) -> None:
        self.url = url
        self.zone = ZoneInfo(timezone)
        self.store: EventStore = open_store(url, create=True, timezone=timezone)
        self.database = Database(url)
        self.names = Names(self.store.seam)
        self.engine().prepare()
        tables = inspect(self.database.engine).get_table_names()
        self._emptied = [name for name in tables if name not in KEPT and not name.startswith("read_")]

    def models(self) -> list[ReadModel]:
        """All read models."""
        return read_models(self.names)

    def engine(
        self,
        today: date = TODAY,
        *,
        route_batch: int = ROUTE_BATCH,
        decide_batch: int = DECIDE_BATCH,
        route_bytes: int = ROUTE_BYTES,
        models: Sequence[ReadModel] | None = None,
    ) -> Engine:
        """A new engine that knows nothing but what is in the database."""
        return Engine(
            self.database,
            self.store,
            self.models() if models is None else models,
            self.zone,
            lambda: today,
            route_batch=route_batch,
            decide_batch=decide_batch,
            route_bytes=route_bytes,
        )

    def push(self, events: Iterable[Event], recorded_at: datetime | None = None) -> Totals:
        """Record events as a feed in one batch."""
        return push(self.store, lines(events), recorded_at=recorded_at)

    def push_case(self, events: Iterable[Event], recorded_at: datetime | None = None) -> None:
        """Record events of a worked case in one batch, those that Vouch says itself among them."""
        record_case(self.store, events, recorded_at)

    def digests(self, days: Iterable[date]) -> dict[date, dict[str, str]]:
        """The digest of every read model as of the days."""
        with self.engine().reader() as reader:
            return {day: digests(reader, self.models(), day) for day in days}

    def empty(self) -> None:
        """Make it as if nothing had ever been recorded."""
        with self.database.writing() as connection:
            for table in self._emptied:
                connection.execute(text(f'DELETE FROM "{table}"'))
            connection.execute(text("UPDATE meta SET value = '0' WHERE name = 'linked_up_to'"))
        self.engine().rebuild()

    def close(self) -> None:
        """Give back every connection."""
        self.database.close()
        self.store.close()


Houses = Callable[[str], House]
"""A time zone to a house in it with nothing recorded. There is one of each: what it was before is gone."""


def lines(events: Iterable[Event]) -> list[Line]:
    """Events as the lines of a feed file."""
    return [Line(f"feed:{number}", msgspec.json.encode(event)) for number, event in enumerate(events, 1)]


def an_instant(text_: str) -> datetime:
    """An instant written in UTC without its zone."""
    return datetime.fromisoformat(text_).replace(tzinfo=UTC)


def housing(new_url: Callable[[], str]) -> Iterator[Houses]:
    """Gives out houses, each made when its time zone is first asked for; closes them at the end."""
    made: dict[str, House] = {}

    def give(timezone: str) -> House:
        if timezone not in made:
            url = new_url()
            migrate(url, timezone=timezone)
            made[timezone] = House(url, timezone)
        made[timezone].empty()
        return made[timezone]

    yield give
    for house in made.values():
        house.close()


@pytest.fixture(scope="session")
def houses_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Houses]:
    """Houses on SQLite files."""
    folder = Path(tmp_path_factory.mktemp("houses"))
    yield from housing(lambda: f"sqlite:///{folder}/{len(list(folder.iterdir()))}.db")


@pytest.fixture(scope="session")
def houses_on_postgres(postgres_server: str) -> Iterator[Houses]:
    """Houses on databases of a PostgreSQL server."""
    urls: list[str] = []

    def new_url() -> str:
        urls.append(create_database(postgres_server))
        return urls[-1]

    yield from housing(new_url)
    for url in urls:
        drop_database(postgres_server, url)


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def houses(request: pytest.FixtureRequest) -> Houses:
    """The same test on both databases: emptied houses in any time zone."""
    found: Houses = request.getfixturevalue(f"houses_on_{request.param}")
    return found


@pytest.fixture
def house(houses: Houses) -> House:
    """The same test on both databases: an emptied house in UTC."""
    return houses("UTC")
