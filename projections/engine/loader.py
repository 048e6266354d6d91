"""Loading: reads the facts that the decisions on some subjects look at, for a slice of them."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, select

from domain.facts.base import Recorded
from domain.store.port import EventStore
from projections.database import Database
from projections.engine.recent_facts import RecentFacts
from projections.engine.slice import Loaded
from projections.engine.tables import members, uses

PROGRAMME = "bonus_programme/all"
KINDS_USED = ("employee", "employment", "requisition")
"""Of a used subject only these streams matter: a referrer's own candidacies do not."""


class Loader:
    """Reads the facts of subjects from the event store; used subjects are kept for the loads that follow."""

    def __init__(
        self,
        database: Database,
        store: EventStore,
        connection: Connection,
        up_to: int,
        recent: RecentFacts | None = None,
    ) -> None:
        self._recent = recent or RecentFacts()
        self._database = database
        self._store = store
        self._connection = connection
        self._up_to = up_to
        self._used: dict[int, list[Recorded[Any]]] = {}
        self._programme: list[Recorded[Any]] | None = None

    def load(self, subjects: Sequence[int]) -> Loaded:
        """Load the facts of the subjects, and of all that their decisions look at, up to the position."""
        subject_of = self._read_members(subjects)
        own: dict[int, list[Recorded[Any]]] = {subject: [] for subject in subjects}
        for stream, facts in self._read_facts(subject_of).items():
            own[subject_of[stream]].extend(facts)
        using = self._find_uses(subjects)
        wanted = {used for found in using.values() for used in found}
        self._load_used(wanted - self._used.keys())
        return Loaded(own, self._used, using, self._read_programme(), subject_of)

    def _read_members(self, subjects: Collection[int]) -> dict[str, int]:
        mine = self._database.any_of(members.c.subject, list(subjects))
        found = self._connection.execute(select(members.c.node, members.c.subject).where(mine))
        return dict(found.all())

    def _read_facts(self, streams: Iterable[str]) -> dict[str, list[Recorded[Any]]]:
        facts, missing = self._recent.find(streams, self._up_to)
        rows = self._store.read_streams(missing, self._up_to) if missing else []
        for row, fact in zip(rows, self._store.decode_rows(rows), strict=True):
            facts.setdefault(row.stream, []).append(fact)
        return facts

    def _find_uses(self, subjects: Sequence[int]) -> dict[int, set[int]]:
        """Find what each subject uses: directly, and every manager met going up."""
        using: dict[int, set[int]] = {}
        direct, managers = self._read_edges(subjects)
        above = _climb(managers, self._read_edges_up(managers))
        for subject in subjects:
            found = direct.get(subject, set()) | above.get(subject, set())
            if found - {subject}:
                using[subject] = found - {subject}
        return using

    def _read_edges(self, subjects: Collection[int]) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
        direct: dict[int, set[int]] = {}
        managers: dict[int, set[int]] = {}
        mine = self._database.any_of(uses.c.subject, list(subjects))
        for used, subject, kind in self._connection.execute(select(uses).where(mine)).all():
            (managers if kind == "manager" else direct).setdefault(subject, set()).add(used)
        return direct, managers

    def _read_edges_up(self, managers: dict[int, set[int]]) -> dict[int, set[int]]:
        edges = dict(managers)
        frontier = {used for found in managers.values() for used in found} - edges.keys()
        while frontier:
            _, found = self._read_edges(frontier)
            edges.update({subject: found.get(subject, set()) for subject in frontier})
            frontier = {used for above in found.values() for used in above} - edges.keys()
        return edges

    def _load_used(self, wanted: Collection[int]) -> None:
        if not wanted:
            return
        streams = {n: s for n, s in self._read_members(wanted).items() if n.partition("/")[0] in KINDS_USED}
        for subject in wanted:
            self._used[subject] = []
        for stream, facts in self._read_facts(streams).items():
            self._used[streams[stream]].extend(facts)

    def _read_programme(self) -> list[Recorded[Any]]:
        if self._programme is None:
            self._programme = self._read_facts([PROGRAMME]).get(PROGRAMME, [])
        return self._programme


def _climb(starts: Iterable[int], edges: dict[int, set[int]]) -> dict[int, set[int]]:
    """Find everything reached from each start, going up edge by edge (managers may go in circles)."""
    reached: dict[int, set[int]] = {}
    for start in starts:
        seen: set[int] = set()
        frontier = set(edges.get(start, ()))
        while frontier:
            seen |= frontier
            frontier = {above for each in frontier for above in edges.get(each, ())} - seen
        reached[start] = seen
    return reached
