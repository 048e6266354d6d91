"""Loading: reads the facts that the decisions on some subjects look at, for a slice of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from domain.facts.base import Recorded
from domain.facts.bonus_programme import BonusProgrammePublished
from domain.store.port import EventStore
from projections.database import Database
from projections.decoding import decode_each
from projections.engine.reading_uses import read_uses
from projections.engine.recent_facts import RecentFacts
from projections.engine.slice import Loaded
from projections.engine.tables import members
from projections.engine.uses import Uses

PROGRAMME = f"{BonusProgrammePublished.KIND}/{BonusProgrammePublished.THING}"
"""The stream of the programme's versions, which every decision looks at."""
KINDS_USED = ("employee", "employment", "requisition", "account", "identity", "retraction")
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
        self._damaged: dict[str, str] = {}
        self._used_streams: dict[str, int] = {}

    def load(self, wanted: Sequence[int]) -> Loaded:
        """Load the facts of the subjects, and of all that their decisions look at, up to the position."""
        subject_of = self._read_members(wanted)
        own: dict[int, list[Recorded[Any]]] = {subject: [] for subject in wanted}
        for stream, facts in self._read_facts(subject_of).items():
            own[subject_of[stream]].extend(facts)
        using = read_uses(self._database, self._connection, wanted)
        self._load_used(using.find_all(wanted) - self._used.keys())
        programme = self._read_programme()
        return Loaded(own, self._used, using, programme, subject_of, self._find_damaged(wanted, using, subject_of))

    def _find_damaged(self, wanted: Sequence[int], using: Uses, subject_of: Mapping[str, int]) -> dict[int, str]:
        """Find the subjects with facts that cannot be decoded, and those that use one of them."""
        if not self._damaged:
            return {}
        if PROGRAMME in self._damaged:
            return dict.fromkeys(wanted, self._damaged[PROGRAMME])
        whose = {**self._used_streams, **subject_of}
        damaged = {whose[stream]: error for stream, error in self._damaged.items() if stream in whose}
        return {
            subject: damaged[found]
            for subject in wanted
            for found in (subject, *using.find_all([subject]))
            if found in damaged
        }

    def _read_members(self, wanted: Collection[int]) -> dict[str, int]:
        mine = self._database.any_of(members.c.subject, list(wanted))
        found = self._connection.execute(select(members.c.node, members.c.subject).where(mine))
        return dict(found.all())

    def _read_facts(self, streams: Iterable[str]) -> dict[str, list[Recorded[Any]]]:
        facts, missing = self._recent.find(streams, self._up_to)
        rows = self._store.read_streams(missing, self._up_to) if missing else []
        for row, fact, error in decode_each(self._store, rows):
            if fact is None:
                self._damaged[row.stream] = error
            else:
                facts.setdefault(row.stream, []).append(fact)
        return facts

    def _load_used(self, wanted: Collection[int]) -> None:
        if not wanted:
            return
        streams = {n: s for n, s in self._read_members(wanted).items() if n.partition("/")[0] in KINDS_USED}
        for subject in wanted:
            self._used[subject] = []
        for stream, facts in self._read_facts(streams).items():
            self._used[streams[stream]].extend(facts)
        self._used_streams.update({stream: streams[stream] for stream in self._damaged if stream in streams})

    def _read_programme(self) -> list[Recorded[Any]]:
        if self._programme is None:
            found = self._read_facts([PROGRAMME, *self._find_said_of_programme()])
            self._programme = [fact for facts in found.values() for fact in facts]
        return self._programme

    def _find_said_of_programme(self) -> Sequence[str]:
        """Find the streams of what is said of the publications: that they do not count, or do again."""
        subject = select(members.c.subject).where(members.c.node == PROGRAMME).scalar_subquery()
        said = select(members.c.node).where(members.c.subject == subject, members.c.node.startswith("retraction/"))
        return self._connection.execute(said).scalars().all()
