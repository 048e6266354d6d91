"""The tree over the recordings (spec/privacy.md §4), built over those that are there already."""

from collections.abc import Iterator
from typing import Any

from alembic import op
from sqlalchemy import Connection

from domain.tree.leaf import EventParts, make_leaf
from domain.tree.nodes import Growing

revision = "0005"
down_revision = "0004"

_SQLITE = """
    CREATE TABLE recordings (
        last_position INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, number INTEGER NOT NULL UNIQUE,
        nodes BLOB NOT NULL)
"""
_POSTGRES = """
    CREATE TABLE recordings (
        last_position bigint PRIMARY KEY, recorded_at bigint NOT NULL, number bigint NOT NULL UNIQUE,
        nodes bytea NOT NULL)
"""
_PAGE = 1_000
_EVENTS = 10_000

Noted = tuple[int, int]
"""The last position of a recording and its instant, in microseconds."""


def upgrade() -> None:
    """Make the table anew, and put every recording into it with what it adds to the tree."""
    connection = op.get_bind()
    postgres = connection.dialect.name == "postgresql"
    op.execute("ALTER TABLE recordings RENAME TO recordings_before")
    op.execute("DROP INDEX recordings_by_instant")
    if postgres:
        op.execute("ALTER INDEX recordings_pkey RENAME TO recordings_before_pkey")
    op.execute(_POSTGRES if postgres else _SQLITE)
    _fill(connection, "notification_id" if postgres else "rowid", "%s" if postgres else "?")
    op.execute("DROP TABLE recordings_before")
    op.execute("CREATE INDEX recordings_by_instant ON recordings (recorded_at, last_position)")


def _fill(connection: Connection, position: str, mark: str) -> None:
    insert = f"INSERT INTO recordings (last_position, recorded_at, number, nodes) VALUES ({', '.join([mark] * 4)})"
    tree, rows = Growing(), []
    for (last, instant), events in _recordings(connection, position, mark):
        nodes = tree.add(make_leaf(tree.size, last, instant, events).hash())
        rows.append((last, instant, tree.size - 1, b"".join(nodes)))
        if len(rows) == _PAGE:
            connection.exec_driver_sql(insert, rows)
            rows = []
    if rows:
        connection.exec_driver_sql(insert, rows)


def _recordings(connection: Connection, position: str, mark: str) -> Iterator[tuple[Noted, list[EventParts]]]:
    """Every recording in order, with its events."""
    events = _pages(connection, _EVENTS_AFTER.format(at=position, mark=mark), _EVENTS)
    event = next(events, None)
    for last, instant in _pages(connection, _NOTED_AFTER.format(mark=mark), _PAGE):
        own: list[EventParts] = []
        while event is not None and event[0] <= last:
            own.append(event[1:])
            event = next(events, None)
        yield (last, instant), own


_EVENTS_AFTER = """
    SELECT {at}, originator_id, originator_version, topic, state FROM stored_events WHERE {at} > {mark}
    ORDER BY {at} LIMIT {mark}
"""
_NOTED_AFTER = """
    SELECT last_position, recorded_at FROM recordings_before WHERE last_position > {mark}
    ORDER BY last_position LIMIT {mark}
"""


def _pages(connection: Connection, sql: str, limit: int) -> Iterator[Any]:
    after = 0
    while page := connection.exec_driver_sql(sql, (after, limit)).fetchall():
        yield from map(tuple, page)
        after = page[-1][0]
