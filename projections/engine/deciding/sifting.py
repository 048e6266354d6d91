"""Sifting: of the subjects that only look at others, those whom the new facts cannot concern keep their rows."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, select

from domain.facts.base import Recorded
from domain.facts.catalogue import FACTS, KEYED
from domain.rules.reach import NOBODY, find_reach
from domain.store.port import EventStore
from domain.store.values import StoredRow
from projections.database import Database
from projections.decoding import decode_each
from projections.engine.deciding.audience import Audience, News, find_subjects
from projections.engine.deciding.task import Task
from projections.engine.loader import KINDS_USED, PROGRAMME
from projections.engine.marks import ALL_MODELS, DEPENDANT, Mark
from projections.engine.tables import members, parked

NEWS = 2_000
NEWS_BYTES = 8 << 20
"""Where more has come than so many events, or bytes of their states, all are simply folded."""


class Sifter:
    """Finds the dependants that need not be folded."""

    def __init__(self, database: Database, store: EventStore) -> None:
        self._database = database
        self._store = store

    def find_unconcerned(self, connection: Connection, task: Task) -> set[int]:
        """Find subjects of the task whose rows are as they would be folded: nothing that came can concern them."""
        asked = self._find_asked(connection, task)
        if not asked:
            return set()
        after = min(mark.position for mark in asked) - 1
        rows = self._store.read_after(after, NEWS + 1, NEWS_BYTES)
        if len(rows) > NEWS or sum(len(row.state) for row in rows) >= NEWS_BYTES or any(map(_concerns_all, rows)):
            return set()
        new = [row for row in rows if row.position <= task.up_to and _may_concern(row)]
        news = self._read_news(connection, new, task.up_to)
        wanted = [mark.subject for mark in asked]
        return set(wanted) - Audience(self._database, connection, wanted).find_concerned(news)

    def _find_asked(self, connection: Connection, task: Task) -> list[Mark]:
        """Find the marks of subjects that only look at others, and whose rows are those of the day, none parked."""
        holding = task.holding - {mark.subject for mark in task.marks if mark.model != ALL_MODELS}
        marked = [mark for mark in task.marks if mark.turn == DEPENDANT and mark.subject in holding]
        if not marked:
            return []
        mine = self._database.any_of(parked.c.subject, [mark.subject for mark in marked])
        failed = set(connection.execute(select(parked.c.subject).where(mine)).scalars())
        return [mark for mark in marked if mark.subject not in failed]

    def _read_news(self, connection: Connection, rows: Sequence[StoredRow], up_to: int) -> News:
        """Read whom the new facts in these rows reach, by the subject that they belong to."""
        streams = {row.stream for row in rows}
        whose = find_subjects(self._database, connection, streams)
        corrected = self._find_corrected(connection, set(whose.values()))
        new = {(row.stream, row.version) for row in rows}
        older: dict[str, list[Recorded[Any]]] = {stream: [] for stream in streams}
        came: dict[str, list[Recorded[Any]]] = {stream: [] for stream in streams}
        news = News({whose[stream] for stream in streams if whose[stream] in corrected}, {})
        for row, fact, _ in decode_each(self._store, self._store.read_streams(streams, up_to)):
            if fact is None:
                news.everybody.add(whose[row.stream])
            else:
                (came if (row.stream, row.version) in new else older)[row.stream].append(fact)
        for stream in streams:
            reach, subject = find_reach(older[stream], came[stream]), whose[stream]
            if reach is None:
                news.everybody.add(subject)
            else:
                news.reaches[subject] = news.reaches.get(subject, NOBODY) | reach
        return news

    def _find_corrected(self, connection: Connection, wanted: Collection[int]) -> set[int]:
        """Find the subjects of which some facts were retracted: which of them count takes more than a look."""
        mine = self._database.any_of(members.c.subject, list(wanted))
        said = select(members.c.subject).where(mine, members.c.node.startswith("retraction/"))
        return set(connection.execute(said).scalars())


def _find_kind(row: StoredRow) -> str:
    return row.stream.partition("/")[0]


def _may_concern(row: StoredRow) -> bool:
    """Tell whether a decision on something else may look at an event, or find by it who is who."""
    return row.topic in FACTS and (_find_kind(row) in KINDS_USED or row.topic in KEYED)


def _concerns_all(row: StoredRow) -> bool:
    """Tell whether an event may concern subjects that do not use its thing: a programme, or what is said of a fact."""
    return row.stream == PROGRAMME or _find_kind(row) == "retraction"
