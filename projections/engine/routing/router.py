"""The router: takes the next events, finds the subject of each, marks what must be folded again.

Links, marks and the position up to which events are routed are written in one transaction. A fact that comes before
the thing it speaks of simply begins a subject of its own, which the link joins to the others when it comes.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, tzinfo
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, select, union, update

from domain.facts.base import Recorded, Use
from domain.facts.bonus_programme import BonusProgrammePublished
from domain.facts.catalogue import EVENTS, FACTS, KEYED, LINKING
from domain.facts.keys import Key
from domain.facts.referral import ReferralMade
from domain.facts.retraction import FactRestored, FactRetracted, RetractionFact
from domain.state.days import day_in
from domain.store.port import EventStore
from domain.store.values import StoredRow
from projections.clock_book import update_books
from projections.database import Database
from projections.decoding import decode_each
from projections.engine.loader import PROGRAMME
from projections.engine.marks import DEPENDANT, OWN, Dirty, mark, next_stamp
from projections.engine.recent_facts import RecentFacts
from projections.engine.routing.absorbing import Absorber
from projections.engine.routing.key_index import EMPLOYEE, KeyIndex, Owned
from projections.engine.routing.retractions import NotLookedUp, Retractions
from projections.engine.routing.union_find import UnionFind
from projections.engine.tables import members, progress, subjects, uses
from projections.payout_book.updating import update_payout_book

RETRACTING = frozenset((FactRetracted.TOPIC, FactRestored.TOPIC))
_HOLDS_BOX = b'"sealed":'
"""An address is personal: who says one says it in a box."""


def _names_others(row: StoredRow) -> bool:
    """Whether a fact has to be decoded to be routed: most facts only concern the stream that they are in."""
    return (
        row.topic in LINKING
        or row.topic in RETRACTING
        or row.topic == BonusProgrammePublished.TOPIC
        or (row.topic in KEYED and _HOLDS_BOX in row.state)
    )


class Limits(NamedTuple):
    """The most events that are routed together, and the bytes of their states after which no more is read."""

    events: int
    bytes: int


class Routed(NamedTuple):
    """How many events were routed, and whether there may be more."""

    events: int
    more: bool


class Batch:
    """What a batch of events says before anybody knows which subjects its streams belong to."""

    def __init__(self, rows: Sequence[StoredRow], store: EventStore, zone: tzinfo) -> None:
        self.touched: dict[str, int] = {}
        self.facts: Counter[str] = Counter()
        self.links: list[tuple[str, str]] = []
        self.uses: set[tuple[str, Use]] = set()
        self.referred: dict[str, date] = {}
        self.published: set[int] = set()
        self.owned: list[tuple[Key, str]] = []
        self.retractions: list[Recorded[RetractionFact]] = []
        self._day_of = day_in(zone)
        for row in rows:
            if row.topic in FACTS:
                self.touched.setdefault(row.stream, row.position)
                self.facts[row.stream] += 1
        telling = [row for row in rows if row.topic in FACTS and _names_others(row)]
        for row, recorded, _ in decode_each(store, telling):
            if recorded is None:  # its subject is parked when it is folded
                continue
            if row.topic in RETRACTING:
                self.retractions.append(recorded)
            elif row.topic == BonusProgrammePublished.TOPIC:
                self.published.add(recorded.data.version)
            else:
                self._read_links(row.stream, recorded)

    def _read_links(self, stream: str, recorded: Any) -> None:
        fact = recorded.data
        self.links.extend((stream, other) for other in fact.links)
        self.uses.update((stream, use) for use in fact.uses)
        self.owned.extend((key, stream) for key in fact.keys)
        if isinstance(fact, ReferralMade):
            day = self._day_of(recorded.time)
            self.referred[stream] = max(day, self.referred.get(stream, day))

    def list_nodes(self) -> list[str]:
        """List every stream that the batch touches or names."""
        named = [node for link in self.links for node in link] + [use.stream for _, use in self.uses]
        return list(dict.fromkeys([*self.touched, *named]))


class Router:
    """Routes events to subjects, batch by batch."""

    def __init__(
        self, database: Database, store: EventStore, zone: tzinfo, recent: RecentFacts, tables: Sequence[Table]
    ) -> None:
        self._database = database
        self._store = store
        self._zone = zone
        self._recent = recent
        self._absorber = Absorber(database, tables)
        self._keys = KeyIndex(database, store.digest)
        self._retractions = Retractions(database, store)

    def route(self, limits: Limits) -> Routed:
        """Route some of the next events."""
        while True:
            try:
                return self._route(limits)
            except NotLookedUp as missing:
                self._retractions.look_up(missing.sources, missing.up_to)

    def _route(self, limits: Limits) -> Routed:
        with self._database.writing() as connection:
            at = connection.execute(select(progress.c.position, progress.c.next_subject)).one()
            rows = self._store.read_after(at.position, limits.events, limits.bytes)
            if rows:
                begun = self._route_batch(connection, rows, at.position, at.next_subject)
                self._recent.keep(self._store, rows, begun, at.position)
        return Routed(len(rows), len(rows) == limits.events or sum(len(row.state) for row in rows) >= limits.bytes)

    def _route_batch(
        self, connection: Connection, rows: Sequence[StoredRow], after: int, next_subject: int
    ) -> Collection[str]:
        """Route a batch; returns the streams that nobody had seen or named before."""
        update_books(self._database, connection, [row for row in rows if row.topic in EVENTS], self._store)
        update_payout_book(self._database, connection, rows, self._store, self._zone)
        batch = Batch(rows, self._store, self._zone)
        self._link_further(connection, batch, rows, after)
        grouping = UnionFind(self._find_known(connection, batch), next_subject)
        for node in batch.list_nodes():
            grouping.find(node)
        for one, other in batch.links:
            grouping.join(one, other)
        stamp = next_stamp(connection)
        if joined := grouping.list_joined():
            pairs = grouping.elect(self._absorber.read_sizes(connection, joined))
            self._absorber.absorb(connection, pairs, stamp)
        self._database.insert(connection, members, sorted(grouping.list_members()))  # in the order of their index
        self._write_uses(connection, batch, grouping)
        self._write_subjects(connection, batch, grouping, next_subject, stamp)
        self._mark_dirty(connection, batch, grouping, stamp)
        done = {"position": rows[-1].position, "next_subject": grouping.next_subject}
        connection.execute(update(progress).values(done))
        return grouping.new_nodes

    def _link_further(self, connection: Connection, batch: Batch, rows: Sequence[StoredRow], after: int) -> None:
        """Add the links that no fact says by itself: by keys that are shared, and of facts that are retracted."""
        batch.links += self._keys.join(connection, [Owned(self._keys.name(key), node) for key, node in batch.owned])
        said = self._retractions.join(connection, rows, batch.retractions, after)
        batch.links += said
        if any(stream == PROGRAMME for _, stream in said):
            publications = self._store.decode_rows(self._store.read_streams([PROGRAMME], rows[-1].position))
            batch.published |= {publication.data.version for publication in publications}

    def _find_known(self, connection: Connection, batch: Batch) -> dict[str, int]:
        """Find the subjects of the streams that were seen or named before; links those found by an employee's id."""
        nodes = batch.list_nodes()
        found = self._find_subjects(connection, nodes)
        fresh = [node for node in nodes if node.startswith(EMPLOYEE) and node not in found]
        if numbered := self._keys.join_numbered(connection, fresh):
            batch.links += numbered
            found |= self._find_subjects(connection, [account for _, account in numbered])
        return found

    def _find_subjects(self, connection: Connection, nodes: Sequence[str]) -> dict[str, int]:
        found = select(members.c.node, members.c.subject).where(self._database.any_of(members.c.node, nodes))
        return dict(connection.execute(found).all())

    def _write_uses(self, connection: Connection, batch: Batch, grouping: UnionFind) -> None:
        found = {(grouping.find(use.stream), grouping.find(stream), use.kind) for stream, use in batch.uses}
        self._database.insert_missing(connection, uses, list(found))

    def _write_subjects(
        self, connection: Connection, batch: Batch, grouping: UnionFind, known_before: int, stamp: int
    ) -> None:
        """Write how many facts each subject has by now, and the day of its last referral."""
        facts: Counter[int] = Counter()
        for stream, count in batch.facts.items():
            facts[grouping.find(stream)] += count
        latest: dict[int, str] = {}
        for stream, day in batch.referred.items():
            subject = grouping.find(stream)
            latest[subject] = max(latest.get(subject, ""), day.isoformat())
        new = {subject for _, subject in grouping.list_members() if subject >= known_before}
        rows = [(subject, latest.get(subject), None, None, 0, facts[subject], stamp) for subject in sorted(new)]
        self._database.insert(connection, subjects, rows)
        self._update_subjects(connection, {s: count for s, count in facts.items() if s < known_before}, latest)

    def _update_subjects(self, connection: Connection, facts: Mapping[int, int], latest: Mapping[int, str]) -> None:
        mine = self._database.any_of(subjects.c.subject, list(facts))
        held = select(subjects.c.facts, subjects.c.last_referral_on, subjects.c.subject).where(mine)
        rows = [
            (count + facts[subject], max(day or "", latest.get(subject, "")) or None, subject)
            for count, day, subject in connection.execute(held).all()
        ]
        self._database.change(connection, subjects, "subject", ("facts", "last_referral_on"), rows)

    def _mark_dirty(self, connection: Connection, batch: Batch, grouping: UnionFind, stamp: int) -> None:
        first: dict[int, int] = {}
        for stream, position in batch.touched.items():
            first.setdefault(grouping.find(stream), position)
        start = min(first.values(), default=0)
        others = self._find_dependants(connection, list(first)) | self._find_within_reach(connection, batch.published)
        marks = [Dirty(subject, position, OWN) for subject, position in first.items()]
        marks += [Dirty(subject, start, DEPENDANT) for subject in others if subject not in first]
        mark(self._database, connection, marks, stamp)

    def _find_dependants(self, connection: Connection, touched: Sequence[int]) -> set[int]:
        """Find subjects with referrals whose decisions look at a touched one, through any chain of managers."""
        below = select(uses.c.subject).where(self._database.any_of(uses.c.used, touched), uses.c.kind == "manager")
        found = below.cte("below", recursive=True)
        found = found.union(
            select(uses.c.subject).join(found, uses.c.used == found.c.subject).where(uses.c.kind == "manager")
        )
        reached = {*touched, *connection.execute(select(found.c.subject)).scalars()}
        direct = select(uses.c.subject).where(self._database.any_of(uses.c.used, list(reached)))
        own = select(subjects.c.subject).where(self._database.any_of(subjects.c.subject, list(reached)))
        referred = select(subjects.c.subject).where(
            subjects.c.subject.in_(union(direct, own).subquery().select()), subjects.c.last_referral_on.is_not(None)
        )
        return set(connection.execute(referred).scalars())

    def _find_within_reach(self, connection: Connection, published: Collection[int]) -> set[int]:
        """Find subjects with a referral on a day in the reach of a version just published, or of what it was before.

        Of several publications of a version one fixes it, and which one may change as they come.
        """
        if not published:
            return set()
        rows = self._store.read_streams([PROGRAMME])
        publications = [each.recorded.data for each in decode_each(self._store, rows) if each.recorded is not None]
        first = min(publication.effective_from for publication in publications if publication.version in published)
        since = subjects.c.last_referral_on >= first.isoformat()
        return set(connection.execute(select(subjects.c.subject).where(since)).scalars())
