"""Test support: a store as it was before sealing, with its facts and letters in the clear."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing

import psycopg

from domain.facts import catalogue
from domain.feed.delivery import Delivery, Unreadable
from domain.store import EventStore, open_store

_OWN = (
    "acts",
    "links",
    "access_keys",
    "access_revoked",
    "access_sessions",
    "raw_deliveries",
    "rejected_deliveries",
    "raw_sightings",
    "raw_told",
    "raw_retractions",
    "raw_rounds",
)
"""Tables that came later."""


def make_unsealed(url: str, delivered: Sequence[Delivery | Unreadable]) -> None:
    """Make a store of the second revision in which this was recorded, all of it in the clear."""
    store = open_store(url, create=True)
    store.record(delivered, places=[f"feed.jsonl:{line}" for line, _ in enumerate(delivered, 1)])
    plain = [
        (catalogue.encode(fact), row.position)
        for row, fact in ((row, store.decode(row)) for row in store.read_after(0, 10_000))
    ]
    raws = [(letter.raw, number) for number in _numbers(store) if (letter := store.find_dead_letter(number))]
    store.close()
    contents = [
        (each.content, each.id) for each in reversed(delivered) if isinstance(each, Delivery)
    ]  # the first stands
    _rewrite(url, plain, raws, contents)


def _numbers(store: EventStore) -> list[int]:
    return [letter.letter for letter in store.list_dead_letters(None)]


def _rewrite(url: str, states: Sequence[object], raws: Sequence[object], contents: Sequence[object]) -> None:
    server = url.startswith("postgresql:")
    mark, position = ("%s", "notification_id") if server else ("?", "rowid")
    many = [
        (f"UPDATE stored_events SET state = {mark} WHERE {position} = {mark}", states),
        (f"UPDATE parked_letters SET raw = {mark} WHERE letter = {mark}", raws),
        (f"UPDATE inbox SET content = {mark} WHERE id = {mark}", contents),
    ]
    back = [f"DROP TABLE {table}" for table in _OWN]
    back += [
        "ALTER TABLE parked_letters DROP COLUMN settled_at",
        "DELETE FROM meta WHERE name IN ('store_id', 'sealed', 'linked_up_to')",
        "UPDATE alembic_version SET version_num = '0002'",
    ]
    if server:
        with psycopg.connect(url) as server_connection, server_connection.cursor() as cursor:
            for sql, rows in many:
                cursor.executemany(sql.encode(), rows)  # type: ignore[arg-type]
            for sql in back:
                cursor.execute(sql.encode())
        return
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection, connection:
        for sql, rows in many:
            connection.executemany(sql, rows)  # type: ignore[arg-type]
        for sql in back:
            connection.execute(sql)
