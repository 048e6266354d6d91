"""Reading as of a day and known at an instant: stored rows where they hold, decided again where they do not."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, not_, or_, select

from domain.store.port import EventStore
from projections.database import Database
from projections.engine.folding import fold_or_single_out
from projections.engine.loader import Loader
from projections.engine.model import ReadModel
from projections.engine.slice import Slice
from projections.engine.tables import dirty, progress, subjects

CHUNK = 2_000
"""So many subjects are decided again at once: memory stays bounded, whatever is asked."""

Where = Mapping[str, Any]
"""Columns and the values that they must have."""


class Reader:
    """Answers from one state of the read models, within one transaction."""

    def __init__(self, database: Database, store: EventStore, connection: Connection, zone: tzinfo) -> None:
        self.database = database
        self.store = store
        self.connection = connection
        self.zone = zone

    @property
    def position(self) -> int:
        """The position up to which events have been routed."""
        found: int = self.connection.execute(select(progress.c.position)).scalar_one()
        return found

    def settled(self) -> bool:
        """Tell whether no subject waits to be folded: until then answers may change without another event."""
        return self.connection.execute(select(dirty.c.subject).limit(1)).first() is None

    def rows(
        self,
        model: ReadModel,
        table: Table,
        as_of: date,
        *,
        known_by: int | None = None,
        among: Collection[int] | None = None,
        where: Where | None = None,
        referred: bool = False,
    ) -> list[tuple[Any, ...]]:
        """Whole rows of a read model's table as of the day, in no promised order.

        `known_by`: count only what is recorded up to that position. `among`: look only at these subjects, a superset
        of those that can have rows of interest on any day. `referred`: only subjects that ever had a referral can have
        rows of interest. `where`: only rows with these values.
        """
        if known_by is not None:
            wanted = self._subjects(self._among(among, referred))
            return list(self._decided_again(model, table, wanted, as_of, known_by, where))
        stale = self.stale(as_of, among, referred=referred)
        return [
            *self.stored(table, as_of, some_stale=bool(stale), among=among, where=where),
            *self._decided_again(model, table, stale, as_of, self.position, where),
        ]

    def stale(self, as_of: date, among: Collection[int] | None = None, *, referred: bool = False) -> list[int]:
        """The subjects whose stored rows do not hold on the day."""
        return self._subjects(and_(not_(holds_on(as_of)), self._among(among, referred)))

    def stored(
        self,
        table: Table,
        as_of: date,
        *,
        some_stale: bool,
        among: Collection[int] | None = None,
        where: Where | None = None,
    ) -> Iterator[tuple[Any, ...]]:
        """The stored rows that hold on the day."""
        statement = select(table).where(*(table.c[name] == value for name, value in (where or {}).items()))
        if among is not None:
            statement = statement.where(self.database.any_of(table.c.subject, list(among)))
        if some_stale:
            statement = statement.join(subjects, subjects.c.subject == table.c.subject).where(holds_on(as_of))
        yield from map(tuple, self.connection.execute(statement).all())

    def slices(self, wanted: Sequence[int], as_of: date, known_by: int | None) -> Iterator[Slice]:
        """The subjects, decided as of the day from what is recorded up to the position, in bounded slices."""
        loader = Loader(self.database, self.store, self.connection, self.up_to(known_by))
        for start in range(0, len(wanted), CHUNK):
            yield Slice(loader.load(wanted[start : start + CHUNK]), as_of, self.zone)

    def up_to(self, known_by: int | None) -> int:
        """The position that counts: what was known, and no further than the read models have got."""
        return self.position if known_by is None else min(known_by, self.position)

    def _subjects(self, condition: ColumnElement[bool]) -> list[int]:
        decided = select(subjects.c.subject).where(subjects.c.decided == 1, condition).order_by(subjects.c.subject)
        return list(self.connection.execute(decided).scalars())

    def _among(self, among: Collection[int] | None, referred: bool) -> ColumnElement[bool]:
        named = and_(True) if among is None else self.database.any_of(subjects.c.subject, list(among))
        return and_(named, subjects.c.last_referral_on.is_not(None)) if referred else named

    def _decided_again(
        self, model: ReadModel, table: Table, wanted: Sequence[int], as_of: date, known_by: int, where: Where | None
    ) -> Iterator[tuple[Any, ...]]:
        kept = [(table.columns.keys().index(name), value) for name, value in (where or {}).items()]
        for part in self.slices(wanted, as_of, known_by):
            for row in fold_or_single_out(part, model)[0].get(table.name, ()):
                if all(row[index] == value for index, value in kept):
                    yield row


def holds_on(day: date) -> ColumnElement[bool]:
    """Whether a subject's stored rows read the same on the day as on the day for which they were decided."""
    text = day.isoformat()
    return and_(
        or_(subjects.c.stable_since.is_(None), subjects.c.stable_since <= text),
        or_(subjects.c.next_change_on.is_(None), subjects.c.next_change_on > text),
    )
