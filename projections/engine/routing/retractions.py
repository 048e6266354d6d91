"""Retractions name a fact by its event id alone: this finds the stream of that fact, so that the two come together.

Which stream each fact of a source is in, is kept only of sources that retract anything, or are a vendor's connection.
On the first retraction of any other source its facts are looked up once in the whole store: chunk by chunk, outside the
transaction that routes, which is begun again afterwards, so that nobody waits for it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, select

from domain.facts.base import Recorded
from domain.facts.catalogue import FACTS
from domain.facts.retraction import FactRetracted, RetractionFact
from domain.store.port import EventStore
from domain.store.values import StoredRow
from projections.database import Database
from projections.engine.tables import fact_places, members, retracting

VENDORS = "/vendors/"
CHUNK, CHUNK_BYTES = 20_000, 16 << 20
Pair = tuple[str, str]


class Head(msgspec.Struct):
    """What names a fact, at the head of its stored state."""

    source: str
    id: str


_read_head = msgspec.json.Decoder(Head).decode


class Place(NamedTuple):
    """A fact, by source and id, and the stream it is in."""

    source: str
    id: str
    stream: str


class NotLookedUp(Exception):  # noqa: N818 - it is no error: the transaction is begun again
    """The facts of these sources, up to the position, have to be looked up before the batch can be routed."""

    def __init__(self, sources: Collection[str], up_to: int) -> None:
        super().__init__()
        self.sources = sources
        self.up_to = up_to


class Retractions:
    """Joins what is said of facts with the facts, whichever comes first."""

    def __init__(self, database: Database, store: EventStore) -> None:
        self._database = database
        self._store = store
        self._looked_up: dict[str, int] = {}

    def join(
        self, connection: Connection, rows: Sequence[StoredRow], said: Sequence[Recorded[RetractionFact]], after: int
    ) -> list[Pair]:
        """Join the retractions of a batch with their facts, and its facts with earlier retractions.

        `said`: the retractions among the rows. `after`: the position after which the batch begins. Raises NotLookedUp.
        """
        known = set(connection.execute(select(retracting.c.source)).scalars())
        new = {each.source for each in said} - known
        if missing := {each for each in new if not each.startswith(VENDORS) and self._looked_up.get(each, 0) < after}:
            raise NotLookedUp(missing, after)
        for source in new:
            self._looked_up.pop(source, None)  # once the tables are emptied it has to be done again
        self._database.insert_missing(connection, retracting, [(source,) for source in new])
        places = list(_find_places(rows, known | new, with_vendors=True))
        self._database.insert_missing(connection, fact_places, places)
        return [
            *self._join_said(connection, said),
            *self._join_places(connection, [place for place in places if place.source in known]),
        ]

    def look_up(self, sources: Collection[str], up_to: int) -> None:
        """Find the facts of the sources in the store, up to the position, and write chunk by chunk where they are.

        What was looked up before is not again: another process may have routed on meanwhile.
        """
        position = min(self._looked_up.get(source, 0) for source in sources)
        while position < up_to and (rows := self._store.read_after(position, CHUNK, CHUNK_BYTES)):
            position = rows[-1].position
            mine = [row for row in rows if row.position <= up_to]
            if places := list(_find_places(mine, sources, with_vendors=False)):
                with self._database.writing() as connection:
                    self._database.insert_missing(connection, fact_places, places)
        self._looked_up |= dict.fromkeys(sources, up_to)

    def _join_said(self, connection: Connection, said: Sequence[Recorded[RetractionFact]]) -> list[Pair]:
        named: dict[str, dict[str, str]] = {}
        for each in said:
            named.setdefault(each.source, {})[each.data.fact] = each.stream
        pairs = []
        for source, streams in named.items():
            mine = self._database.any_of(fact_places.c.id, list(streams))
            found = select(fact_places.c.id, fact_places.c.stream).where(fact_places.c.source == source, mine)
            pairs += [(streams[id_], stream) for id_, stream in connection.execute(found)]
        return pairs

    def _join_places(self, connection: Connection, places: Sequence[Place]) -> list[Pair]:
        if not places:
            return []
        saying = {_name_saying(place): place.stream for place in places}
        there = select(members.c.node).where(self._database.any_of(members.c.node, list(saying)))
        return [(node, saying[node]) for node in connection.execute(there).scalars()]


def _name_saying(place: Place) -> str:
    """Name the stream of what the fact's source says of it."""
    return FactRetracted(fact=place.id).stream_from(place.source)


def _find_places(rows: Iterable[StoredRow], sources: Collection[str], *, with_vendors: bool) -> Iterator[Place]:
    """Find where the facts of these sources are; a state begins with its source, so others need not be decoded."""
    begins = tuple(b'{"source":' + msgspec.json.encode(source) + b"," for source in sources)
    if with_vendors:
        begins += (b'{"source":"' + VENDORS.encode(),)
    for row in rows:
        if row.state.startswith(begins) and row.topic in FACTS:
            head = _read_head(row.state)
            yield Place(head.source, head.id, row.stream)
