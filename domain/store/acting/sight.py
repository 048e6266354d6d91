"""What an act sees: the streams as stored, and over them what the acts before it in the same transaction record."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from domain.facts.base import Recorded
from domain.feed.delivery import Delivery
from domain.store import links, positions
from domain.store.acting.act import Effect, Sight
from domain.store.appending import make_own, make_rows
from domain.store.codec import Codec, recorded_from
from domain.store.dead_letters import table
from domain.store.dead_letters.letters import DeadLetter, Status
from domain.store.errors import VersionConflict
from domain.store.inbox.repeats import ANYTHING
from domain.store.instants import from_micros
from domain.store.session import EventRow, Session
from domain.store.values import Addition

_LAST = (1 << 63) - 1


class TransactionSight(Sight):
    """The sight of all acts of one transaction. What was read once is not read again: nobody else writes meanwhile."""

    def __init__(self, session: Session, codec: Codec, recorded_at: int) -> None:
        """`recorded_at` is when all of it counts as recorded, in microseconds."""
        self.instant: datetime = from_micros(recorded_at)
        self.facts: list[Delivery] = []
        self.own: list[EventRow] = []
        self.settled: dict[int, Status] = {}
        self.new_links: set[links.Link] = set()
        self._session = session
        self._codec = codec
        self._recorded_at = from_micros(recorded_at)
        self._streams: dict[str, list[Recorded[Any]]] = {}
        self._new: dict[str, list[Recorded[Any]]] = {}
        self._linked: dict[str, set[str]] = {}
        self._pending: list[Recorded[Any]] = []
        self._contents: dict[tuple[str, str], bytes] = {}

    def read_streams(self, streams: Collection[str]) -> dict[str, list[Recorded[Any]]]:
        missing = sorted({stream for stream in streams if stream not in self._streams})
        if missing:
            found: dict[str, list[Recorded[Any]]] = {stream: [] for stream in missing}
            rows = sorted(self._session.stored_of(missing, _LAST), key=lambda row: row.position)
            for row, recorded in zip(rows, self._codec.decode_rows(rows), strict=True):
                found[row.stream].append(recorded)
            self._streams |= {stream: [*facts, *self._new.get(stream, ())] for stream, facts in found.items()}
        return {stream: list(self._streams[stream]) for stream in streams}

    def version_of(self, stream: str) -> int:
        with self._session.asking_versions([stream]) as ask:
            ((_, version),) = ask()
        return (version or 0) + len(self._new.get(stream, ()))

    def find_linked(self, things: Collection[str]) -> dict[str, list[str]]:
        missing = {thing for thing in things if thing not in self._linked}
        if missing:
            self._linked |= {thing: set() for thing in missing}
            for thing, stream in (*links.find(self._session, missing), *self.new_links):
                if thing in missing:
                    self._linked[thing].add(stream)
        return {thing: sorted(self._linked[thing]) for thing in things}

    def read_after(self, position: int, limit: int) -> list[tuple[int, Recorded[Any]]]:
        rows = self._session.stored_after(position, limit)
        return list(zip((row.position for row in rows), self._codec.decode_rows(rows), strict=True))

    def read_pending(self) -> list[Recorded[Any]]:
        return list(self._pending)

    def head(self) -> int:
        return positions.head(self._session)

    def find_letter(self, number: int) -> DeadLetter | None:
        letter = table.fetch(self._session, number, self._codec.seam)
        if letter is not None and number in self.settled:
            return replace(letter, status=self.settled[number], settled_at=self._recorded_at)
        return letter

    def find_recorded(self, delivery: Delivery) -> bytes | None:
        named = (delivery.source, delivery.id)
        if named in self._contents:
            return self._contents[named]
        sql = "SELECT content FROM inbox WHERE source = (SELECT number FROM sources WHERE name = ?) AND id = ?"
        found = self._session.value(sql, *named)
        if found is None:
            return None
        same = [ANYTHING, *self._codec.seam.all_digests(delivery.content)]  # kept is a keyed digest of the hash
        return delivery.content if bytes(found) in same else bytes(found)

    def take(self, effect: Effect) -> None:
        """Take in what an act does, for those behind it. VersionConflict if an own event's stream has moved on."""
        for delivery in effect.facts:
            self._see(delivery.stream, recorded_from(delivery, self._recorded_at))
            self._contents[delivery.source, delivery.id] = delivery.content
        self.facts.extend(effect.facts)
        self.settled.update(effect.settled)
        for addition in effect.additions:
            self._add(addition, effect)

    def _add(self, addition: Addition, effect: Effect) -> None:
        version = self.version_of(addition.stream)
        if version != addition.expected_version:
            raise VersionConflict(addition.stream, addition.expected_version, version)
        made = make_own(addition, effect.source, self.instant, self._recorded_at, effect.actor)
        for own in made:
            self._see(addition.stream, own)
        self.own.extend(make_rows(addition, made, self._codec))

    def _see(self, stream: str, recorded: Recorded[Any]) -> None:
        self._new.setdefault(stream, []).append(recorded)
        if stream in self._streams:
            self._streams[stream].append(recorded)
        self._pending.append(recorded)
        made = set(links.links_of(recorded.data, stream))
        self.new_links |= made
        for thing, linked in made:
            if thing in self._linked:
                self._linked[thing].add(linked)
