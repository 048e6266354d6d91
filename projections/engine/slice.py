"""A slice: the facts of some subjects and of whatever they use, folded and judged once for every read model."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, tzinfo
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from domain.facts.base import Recorded
from domain.rules.decide import decisions
from domain.rules.decision import Decision
from domain.rules.eligibility import Judged, judge
from domain.state.organisation import Organisation
from domain.store.port import EventStore
from projections.database import Database
from projections.engine.recent_facts import Fresh
from projections.engine.tables import members, uses

PROGRAMME = "bonus_programme/all"
KINDS_USED = ("employee", "employment", "requisition")
"""Of a used subject only these streams matter: a referrer's own candidacies do not."""


class Loaded(NamedTuple):
    """The facts of some subjects: each one's own by subject, those used by them, and whose each stream is."""

    own: dict[int, list[Recorded[Any]]]
    used: dict[int, list[Recorded[Any]]]
    uses: dict[int, set[int]]
    programme: list[Recorded[Any]]
    subject_of: dict[str, int]

    def only(self, subject: int) -> "Loaded":
        """The same for one of the subjects."""
        return self._replace(own={subject: self.own[subject]})


class Slice:
    """Loaded subjects as of a day: folded when first asked."""

    def __init__(self, loaded: Loaded, as_of: date, zone: tzinfo) -> None:
        self.loaded = loaded
        self.as_of = as_of
        self.zone = zone

    @property
    def subjects(self) -> Collection[int]:
        """The subjects whose rows are wanted."""
        return self.loaded.own

    @cached_property
    def organisation(self) -> Organisation:
        """Everything the facts say, as of the day."""
        own = self.loaded.own
        wanted = {used for subject in own for used in self.loaded.uses.get(subject, ()) if used not in own}
        facts = [fact for facts in own.values() for fact in facts]
        facts += [fact for used in wanted for fact in self.loaded.used.get(used, ())]
        return Organisation([*facts, *self.loaded.programme], self.as_of, self.zone)

    @cached_property
    def judged(self) -> Judged:
        """Every referral's case."""
        return judge(self.organisation)

    @cached_property
    def decisions(self) -> list[Decision]:
        """Every instalment of every referral, but for the cap."""
        return decisions(self.judged)

    def subject_of(self, kind: str, thing: str) -> int:
        """The subject that a thing belongs to."""
        return self.loaded.subject_of[f"{kind}/{thing}"]


class Loader:
    """Reads the facts of subjects from the event store; used subjects are kept for the slices that follow."""

    def __init__(
        self, database: Database, store: EventStore, connection: Connection, up_to: int, fresh: Fresh | None = None
    ) -> None:
        self._fresh = fresh or Fresh()
        self._database = database
        self._store = store
        self._connection = connection
        self._up_to = up_to
        self._used: dict[int, list[Recorded[Any]]] = {}
        self._programme: list[Recorded[Any]] | None = None

    def load(self, subjects: Sequence[int]) -> Loaded:
        """The facts of the subjects, and of all that their decisions look at, up to the position."""
        subject_of = self._members(subjects)
        own: dict[int, list[Recorded[Any]]] = {subject: [] for subject in subjects}
        for stream, facts in self._facts(subject_of).items():
            own[subject_of[stream]].extend(facts)
        using = self._uses(subjects)
        wanted = {used for found in using.values() for used in found}
        self._keep(wanted - self._used.keys())
        return Loaded(own, self._used, using, self._programme_facts(), subject_of)

    def _members(self, subjects: Collection[int]) -> dict[str, int]:
        mine = self._database.any_of(members.c.subject, list(subjects))
        found = self._connection.execute(select(members.c.node, members.c.subject).where(mine))
        return dict(found.all())

    def _facts(self, streams: Iterable[str]) -> dict[str, list[Recorded[Any]]]:
        facts, missing = self._fresh.of(streams, self._up_to)
        rows = self._store.read_streams(missing, self._up_to) if missing else []
        for row, fact in zip(rows, self._store.decode_rows(rows), strict=True):
            facts.setdefault(row.stream, []).append(fact)
        return facts

    def _uses(self, subjects: Sequence[int]) -> dict[int, set[int]]:
        """What each subject uses: directly, and every manager met going up."""
        using: dict[int, set[int]] = {}
        direct, managers = self._edges(subjects)
        above = _upwards(managers, self._edges_up(managers))
        for subject in subjects:
            found = direct.get(subject, set()) | above.get(subject, set())
            if found - {subject}:
                using[subject] = found - {subject}
        return using

    def _edges(self, subjects: Collection[int]) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
        direct: dict[int, set[int]] = {}
        managers: dict[int, set[int]] = {}
        mine = self._database.any_of(uses.c.subject, list(subjects))
        for used, subject, kind in self._connection.execute(select(uses).where(mine)).all():
            (managers if kind == "manager" else direct).setdefault(subject, set()).add(used)
        return direct, managers

    def _edges_up(self, managers: dict[int, set[int]]) -> dict[int, set[int]]:
        edges = dict(managers)
        frontier = {used for found in managers.values() for used in found} - edges.keys()
        while frontier:
            _, found = self._edges(frontier)
            edges.update({subject: found.get(subject, set()) for subject in frontier})
            frontier = {used for above in found.values() for used in above} - edges.keys()
        return edges

    def _keep(self, wanted: Collection[int]) -> None:
        if not wanted:
            return
        streams = {n: s for n, s in self._members(wanted).items() if n.partition("/")[0] in KINDS_USED}
        for subject in wanted:
            self._used[subject] = []
        for stream, facts in self._facts(streams).items():
            self._used[streams[stream]].extend(facts)

    def _programme_facts(self) -> list[Recorded[Any]]:
        if self._programme is None:
            self._programme = self._facts([PROGRAMME]).get(PROGRAMME, [])
        return self._programme


def _upwards(starts: Iterable[int], edges: dict[int, set[int]]) -> dict[int, set[int]]:
    """Everything reached from each start, going up edge by edge (managers may go in circles)."""
    reached: dict[int, set[int]] = {}
    for start in starts:
        seen: set[int] = set()
        frontier = set(edges.get(start, ()))
        while frontier:
            seen |= frontier
            frontier = {above for each in frontier for above in edges.get(each, ())} - seen
        reached[start] = seen
    return reached
