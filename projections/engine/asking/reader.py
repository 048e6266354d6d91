"""Reading as of a day and known at an instant: stored rows where they hold, folded again where they do not."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, tzinfo
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, Table, and_, not_, or_, select

from domain.state.by_thing import Sorted
from domain.state.days import day_in
from domain.state.identity.identities import fold_identities
from domain.store.port import EventStore
from projections.database import Database
from projections.engine.asking.scope import EVERYBODY, Scope
from projections.engine.asking.subject_lookup import find_subject
from projections.engine.folding import fold_each
from projections.engine.loader import Loader
from projections.engine.model import ReadModel, Rows
from projections.engine.slice import Slice, split
from projections.engine.tables import dirty, progress, subjects
from projections.garbage_collection import uninterrupted

CHUNK = 2_000
"""How many subjects are loaded at once to be folded again: memory stays bounded, whatever is asked."""

Having = Mapping[str, Any]
"""Columns, and the value that each must have; of a frozen set, one of the values."""


class Moment(NamedTuple):
    """From where a question is asked: the day, and the last position that counts."""

    as_of: date
    position: int


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
        up_to: int | None = None,
        scope: Scope = EVERYBODY,
        having: Having | None = None,
    ) -> list[tuple[Any, ...]]:
        """Read whole rows of one of the model's tables as of the day, in no promised order.

        `up_to`: count only what is recorded up to that position. `scope`: look only at these subjects. `having`: only
        rows with these values.
        """
        having = having or {}
        stale = (
            self.stale_subjects(as_of, scope) if up_to is None else self._find_subjects(scope.condition(self.database))
        )
        stored = () if up_to is not None else self.stored_rows(table, as_of, bool(stale), scope, having)
        return [*stored, *self._fold_rows(model, table, stale, Moment(as_of, self.limit(up_to)), having)]

    def rows_known(
        self, model: ReadModel, table: Table, moment: Moment, subjects: Collection[int], having: Having | None = None
    ) -> list[tuple[Any, ...]]:
        """Read the subjects' rows exactly as known at the moment, whatever was recorded since or waits to be folded.

        Stored rows answer where they hold: as long as nothing has been recorded since, but for subjects that wait.
        """
        again = set(subjects) if moment.position < self.position else self._find_waiting(subjects)
        stored = set(subjects) - again
        kept = self.rows(model, table, moment.as_of, scope=Scope(stored), having=having) if stored else []
        return [*kept, *self._fold_rows(model, table, sorted(again), moment, having or {})]

    def _fold_rows(
        self, model: ReadModel, table: Table, wanted: Sequence[int], moment: Moment, having: Having
    ) -> list[tuple[Any, ...]]:
        kept = [(table.columns.keys().index(name), _as_set(value)) for name, value in having.items()]
        return [
            row
            for rows in self.fold_again([model], wanted, moment.as_of, moment.position)
            for row in rows.get(table.name, ())
            if all(row[index] in values for index, values in kept)
        ]

    def _find_waiting(self, subjects: Collection[int]) -> set[int]:
        mine = self.database.any_of(dirty.c.subject, list(subjects))
        return set(self.connection.execute(select(dirty.c.subject).where(mine)).scalars())

    def find_subjects(self, scope: Scope) -> list[int]:
        """Find the subjects of a scope that were ever decided."""
        return self._find_subjects(scope.condition(self.database))

    def stale_subjects(self, as_of: date, scope: Scope = EVERYBODY) -> list[int]:
        """Find the subjects of the scope whose stored rows do not hold on the day."""
        return self._find_subjects(and_(not_(holds_on(as_of)), scope.condition(self.database)))

    def stored_rows(
        self, table: Table, as_of: date, some_stale: bool, scope: Scope = EVERYBODY, having: Having | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """Read the stored rows that hold on the day; `some_stale`: whether others have to be left out."""
        statement = select(table).where(*(self._has(table.c[name], value) for name, value in (having or {}).items()))
        if scope.subjects is not None:
            statement = statement.where(self.database.any_of(table.c.subject, list(scope.subjects)))
        if some_stale:
            statement = statement.join(subjects, subjects.c.subject == table.c.subject).where(holds_on(as_of))
        yield from map(tuple, self.connection.execute(statement).all())

    def _has(self, column: Column[Any], value: Any) -> ColumnElement[bool]:
        return self.database.any_of(column, sorted(value)) if isinstance(value, frozenset) else column == value

    def fold_again(
        self, models: Sequence[ReadModel], wanted: Sequence[int], as_of: date, up_to: int | None
    ) -> Iterator[Rows]:
        """Fold the wanted subjects as of the day, from the facts up to the position; yields rows by table name.

        Those that cannot be folded are left out.
        """
        slices = self.slices(wanted, as_of, up_to)
        while True:
            with uninterrupted():
                slice_ = next(slices, None)
                if slice_ is None:
                    return
                rows, _ = fold_each(slice_, models)
            yield rows

    def slices(self, wanted: Sequence[int], as_of: date, up_to: int | None) -> Iterator[Slice]:
        """Load the wanted subjects as of the day, from the facts up to the position, in bounded slices."""
        loader = Loader(self.database, self.store, self.connection, self.limit(up_to))
        for start in range(0, len(wanted), CHUNK):
            yield from split(loader.load(wanted[start : start + CHUNK]), as_of, self.zone)

    def find_worker(self, id_: str, up_to: int | None = None) -> str:
        """Find the name of the worker that an employee's or account's id stands for; itself if it is nobody else's."""
        subject = find_subject(self.connection, f"employee/{id_}")
        if subject is None:
            return id_
        loaded = Loader(self.database, self.store, self.connection, self.limit(up_to)).load([subject])
        return fold_identities(Sorted(loaded.own[subject], day_in(self.zone))).worker_of(id_)

    def limit(self, up_to: int | None) -> int:
        """Limit a position (None: no limit) to where the read models have got."""
        return self.position if up_to is None else min(up_to, self.position)

    def _find_subjects(self, condition: ColumnElement[bool]) -> list[int]:
        decided = select(subjects.c.subject).where(subjects.c.decided == 1, condition).order_by(subjects.c.subject)
        return list(self.connection.execute(decided).scalars())


def _as_set(value: Any) -> frozenset[Any]:
    return value if isinstance(value, frozenset) else frozenset([value])


def holds_on(day: date) -> ColumnElement[bool]:
    """Express whether a subject's stored rows read the same on the day as on the day for which they were folded."""
    text = day.isoformat()
    return and_(
        or_(subjects.c.stable_since.is_(None), subjects.c.stable_since <= text),
        or_(subjects.c.next_change_on.is_(None), subjects.c.next_change_on > text),
    )
