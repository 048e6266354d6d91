"""The database that holds the read models: one way to read, one way to write, on SQLite and on PostgreSQL."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal

from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    MetaData,
    Table,
    TableValuedAlias,
    Text,
    any_,
    bindparam,
    create_engine,
    event,
    func,
    make_url,
    select,
    text,
)
from sqlalchemy.types import BigInteger

from domain.store.session import DatabaseFault
from domain.store.sqlite import faults as sqlite_faults

METADATA = MetaData()
"""Every table of the engine and of the read models."""

Number = BigInteger().with_variant(Integer(), "sqlite")
"""A whole number of any size that a store can come to (SQLite's INTEGER is that already)."""

CodePoints = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases (spec/bonus.md, "In order")."""

Merged = Literal["given", "smallest"]
"""What becomes of a column where a row is there already: what is given, or the smaller of both."""

_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('vouch read models ' || current_schema()))")


class Database:
    """Connections to the read models. Writers take turns; readers see whole transactions."""

    def __init__(self, url: str, *, apart: bool = False) -> None:
        self.apart = apart
        """Whether it is another database than the store's, so that each may be replaced without the other."""
        self.engine = _engine(url)
        self.is_postgres = self.engine.dialect.name == "postgresql"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that sees one state of the read models from beginning to end."""
        options = {"isolation_level": "REPEATABLE READ"} if self.is_postgres else {}
        with self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction, the only one that writes read models; it commits on leaving, or rolls back."""
        with self.engine.connect().execution_options(writing=True) as connection, connection.begin():
            if self.is_postgres:
                connection.execute(_LOCK)
            yield connection

    def any_of(self, column: Column[Any], values: Sequence[Any]) -> ColumnElement[bool]:
        """Express that the column is one of the values: thousands of them in one parameter."""
        if self.is_postgres:
            kind = BigInteger() if column.type.python_type is int else Text()
            return column == any_(bindparam(None, list(values), type_=ARRAY(kind)))
        return column.in_(select(self.listed(values).c.value))

    def listed(self, values: Sequence[Any]) -> TableValuedAlias:
        """The values as a table of one column, `value`: thousands of them in one parameter. Texts on PostgreSQL."""
        if self.is_postgres:
            return (
                func.unnest(bindparam(None, list(values), type_=ARRAY(Text())))
                .table_valued("value", name="listed")
                .render_derived()
            )
        return func.json_each(json.dumps(list(values))).table_valued("value")

    def insert(self, connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert whole rows, in the table's column order, the fastest way the database has."""
        if not rows:
            return
        raw = connection.connection.driver_connection
        assert raw is not None
        if self.is_postgres:
            with raw.cursor() as cursor, cursor.copy(f'COPY "{table.name}" FROM STDIN (FORMAT BINARY)') as copy:
                copy.set_types([_kind(column) for column in table.columns])
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(table.columns))
            raw.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)

    def insert_missing(self, connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert the rows whose keys are not there yet."""
        self._insert_unless(connection, table, rows, "DO NOTHING")

    def insert_or_merge(
        self, connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]], merged: Mapping[str, Merged]
    ) -> None:
        """Insert rows; where a key is there already, merge what is given with what is kept, column by column."""
        smallest = "LEAST" if self.is_postgres else "MIN"
        values = {
            "given": "EXCLUDED.{name}",
            "smallest": f'{smallest}("{table.name}".{{name}}, EXCLUDED.{{name}})',
        }
        changes = ", ".join(f"{name} = {values[how].format(name=name)}" for name, how in merged.items())
        keys = ", ".join(column.name for column in table.primary_key)
        self._insert_unless(connection, table, rows, f"({keys}) DO UPDATE SET {changes}")

    def _insert_unless(
        self, connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]], conflict: str
    ) -> None:
        if not rows:
            return
        if self.is_postgres:
            given = _unnested(table.columns)
            statement = f'INSERT INTO "{table.name}" SELECT * FROM {given} ON CONFLICT {conflict}'
            _cursor(connection).execute(statement, _by_column(rows))
        else:
            marks = ", ".join("?" * len(table.columns))
            self.many(connection, f'INSERT INTO "{table.name}" VALUES ({marks}) ON CONFLICT {conflict}', rows)

    def delete(
        self, connection: Connection, table: Table, columns: Sequence[str], keys: Sequence[tuple[Any, ...]]
    ) -> None:
        """Delete the rows with these values in the columns."""
        if not keys:
            return
        if self.is_postgres:
            given = f"{_unnested([table.c[name] for name in columns])} AS given({', '.join(columns)})"
            same = " AND ".join(f"kept.{name} = given.{name}" for name in columns)
            statement = f'DELETE FROM "{table.name}" AS kept USING {given} WHERE {same}'
            _cursor(connection).execute(statement, _by_column(keys))
        else:
            same = " AND ".join(f"{name} = ?" for name in columns)
            self.many(connection, f'DELETE FROM "{table.name}" WHERE {same}', keys)

    def change(
        self, connection: Connection, table: Table, key: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
    ) -> None:
        """Set columns of rows found by a key; each of the given rows has the new values, then the key."""
        if not rows:
            return
        names = [*columns, key]
        if self.is_postgres:
            # The key may itself be changed, so that what is given has names of its own.
            called = ", ".join([*(f"g_{name}" for name in columns), "k"])
            given = f"{_unnested([table.c[name] for name in names])} AS given({called})"
            changes = ", ".join(f"{name} = given.g_{name}" for name in columns)
            statement = f'UPDATE "{table.name}" AS kept SET {changes} FROM {given} WHERE kept.{key} = given.k'
            _cursor(connection).execute(statement, _by_column(rows))
        else:
            changes = ", ".join(f"{name} = ?" for name in columns)
            self.many(connection, f'UPDATE "{table.name}" SET {changes} WHERE {key} = ?', rows)

    def many(self, connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Run one plain statement for each row of parameters (? marks on SQLite, %s on PostgreSQL)."""
        raw = connection.connection.driver_connection
        assert raw is not None
        with_marks = statement.replace("?", "%s") if self.is_postgres else statement
        cursor = raw.cursor()
        try:
            cursor.executemany(with_marks, rows)
        finally:
            cursor.close()

    def fault(self, error: BaseException) -> DatabaseFault | None:
        """Say what an error means; None if it is not a fault of the database."""
        if not self.is_postgres:
            return sqlite_faults.find_fault(error)
        from domain.store.postgres import faults  # noqa: PLC0415 - its driver is loaded only where it is used

        return faults.find_fault(error)

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def _cursor(connection: Connection) -> Any:
    raw = connection.connection.driver_connection
    assert raw is not None
    return raw.cursor()


def _kind(column: Column[Any]) -> str:
    """Name the PostgreSQL type of a column: read models hold whole numbers and texts, nothing else."""
    return "int8" if column.type.python_type is int else "text"


def _unnested(columns: Iterable[Column[Any]]) -> str:
    return f"unnest({', '.join(f'%s::{_kind(column)}[]' for column in columns)})"


def _by_column(rows: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        engine = create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True, pool_size=5)
        event.listen(engine, "connect", _prepare_postgres)
        return engine
    engine = create_engine(parsed, connect_args={"timeout": 30, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_postgres(connection: Any, _record: object) -> None:
    # Whoever is stopped in the middle of a turn keeps the others waiting no longer than this.
    with connection.cursor() as cursor:
        cursor.execute("SET idle_in_transaction_session_timeout = '120s'")
        cursor.execute("SET lock_timeout = '150s'")
    connection.commit()


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not begin transactions of its own: a read followed by a write would fail at once.
    connection.isolation_level = None
    # A power cut may take the last batch of read models, never the store's facts: the batch is simply done again.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA wal_autocheckpoint = 8000")
    connection.execute("PRAGMA cache_size = -131072")
    connection.execute("PRAGMA temp_store = MEMORY")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
