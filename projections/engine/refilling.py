"""Refilling: tables made anew or emptied are filled again from the facts, and nobody is answered from less before."""

from hashlib import sha256

from sqlalchemy import Connection, Insert, delete, insert, inspect, select, update
from sqlalchemy.exc import NoSuchTableError, ProgrammingError

from domain.store.errors import StoreUnavailable
from domain.store.port import EventStore
from projections.database import METADATA, Database
from projections.engine.tables import dirty, layout, progress


class BeingFilled(StoreUnavailable):
    """The read models were emptied and are not yet filled again: an answer would leave out what was known before."""


class Refilling:
    """Makes and empties the tables, and keeps the position that has to be reached before answers are given again."""

    def __init__(self, database: Database, store: EventStore) -> None:
        self._database = database
        self._store = store

    def prepare(self) -> None:
        """Make the tables; where an older Vouch made them differently they are dropped, to be filled again."""
        if not self._fits():
            with self._database.writing() as connection:
                if not self._fits_in(connection):
                    METADATA.drop_all(connection)
                    METADATA.create_all(connection)
                    connection.execute(self._from_zero(self._store.head()))
        # Whoever filled them last may have been killed before saying so.
        self.end()

    def begin(self) -> None:
        """Empty all tables, to be filled again from nothing."""
        with self._database.writing() as connection:
            at = connection.execute(select(progress.c.position, progress.c.stamp)).one()
            for table in METADATA.tables.values():
                connection.execute(delete(table))
            connection.execute(self._from_zero(min(at.position, self._store.head()), at.stamp))

    def end(self) -> None:
        """Let answers be given again, once what was emptied is filled."""
        with self._database.reading() as connection:
            at = connection.execute(select(progress.c.position, progress.c.regain)).one()
            marked = connection.execute(select(dirty.c.subject).limit(1)).first()
        if 0 < at.regain <= at.position and marked is None:
            with self._database.writing() as connection:
                connection.execute(update(progress).values(regain=0))

    def _fits(self) -> bool:
        try:
            with self._database.reading() as connection:
                return self._fits_in(connection)
        except (NoSuchTableError, ProgrammingError):
            # Another process is making them anew at this moment: to be looked at again when it is our turn.
            return False

    def _fits_in(self, connection: Connection) -> bool:
        """Tell whether the tables are those of this Vouch, and of this store."""
        if _read_layout_in(connection) != self._layout:
            return False
        if not self._database.apart:
            return True
        position: int = connection.execute(select(progress.c.position)).scalar_one()
        return position <= self._store.head()

    @property
    def _layout(self) -> str:
        """The layout; where another store may be put in this one's place, with a digest of its first event."""
        if not self._database.apart:
            return layout()
        first = "".join(f"{row.stream} {row.topic} {row.state!r}" for row in self._store.read_after(0, 1))
        return f"{layout()}-{sha256(first.encode()).hexdigest()[:16]}"

    def _from_zero(self, regain: int, stamp: int = 0) -> Insert:
        values = {"layout": self._layout, "position": 0, "next_subject": 1, "regain": regain, "stamp": stamp}
        return insert(progress).values(one=1, **values)


def refuse_while_filled(connection: Connection) -> None:
    """Raise BeingFilled while there is less to read than there was."""
    at = connection.execute(select(progress.c.position, progress.c.regain)).one()
    if at.regain:
        raise BeingFilled(f"The read models are being filled again: up to position {at.position} of {at.regain}.")


def _read_layout_in(connection: Connection) -> str | None:
    inspector = inspect(connection)
    if not inspector.has_table(progress.name):
        return None
    if "layout" not in {column["name"] for column in inspector.get_columns(progress.name)}:
        return None
    found: str | None = connection.execute(select(progress.c.layout)).scalar()
    return found
