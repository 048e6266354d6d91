"""The tables of the key store: wrapped stream keys in the order of making, graves, and what it knows about itself."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from domain.store.session import Session, to_json

BUCKET = 4_096
"""So many stream keys share the key that wraps them."""
STORE, GENERATION = "store_id", "generation"

_KEYS = """
CREATE TABLE IF NOT EXISTS stream_keys (
    number {number} PRIMARY KEY, stream {text} NOT NULL UNIQUE, version {number} NOT NULL, wrapped {bytes} NOT NULL)
"""
_GRAVES = """
CREATE TABLE IF NOT EXISTS graves (
    stream {text} PRIMARY KEY, erasure {text} NOT NULL, erased_at {number} NOT NULL, request {text},
    done {number} NOT NULL)
"""
_META = "CREATE TABLE IF NOT EXISTS key_meta (name {text} PRIMARY KEY, value {text} NOT NULL)"
_FILE = {"number": "INTEGER", "text": "TEXT", "bytes": "BLOB"}
_SERVER = {"number": "bigint", "text": 'text COLLATE "C"', "bytes": "bytea"}


class Wrapped(NamedTuple):
    """A stream key as it is kept: its number, its stream, the version of the bucket key that wraps it, its bytes."""

    number: int
    stream: str
    version: int
    wrapped: bytes

    @property
    def bucket(self) -> int:
        """The bucket that it is in."""
        return self.number // BUCKET


def make_tables(session: Session) -> None:
    """Make the tables where they are not there yet."""
    types = _FILE if session.position == "rowid" else _SERVER
    for statement in (_KEYS, _GRAVES, _META):
        session.run(statement.format(**types))


def read_meta(session: Session, name: str) -> str | None:
    """Read one of the things that the key store knows about itself; None where it does not know it."""
    value: str | None = session.value("SELECT value FROM key_meta WHERE name = ?", name)
    return value


def write_meta(session: Session, name: str, value: str) -> None:
    """Write one of the things that the key store knows about itself."""
    session.run("DELETE FROM key_meta WHERE name = ?", name)
    session.run("INSERT INTO key_meta (name, value) VALUES (?, ?)", name, value)


def read_generation(session: Session) -> int:
    """Read how often keys were destroyed or wrapped anew: whoever has read them before reads them again."""
    return int(read_meta(session, GENERATION) or 0)


def raise_generation(session: Session) -> None:
    """Count that keys were destroyed or wrapped anew."""
    write_meta(session, GENERATION, str(read_generation(session) + 1))


def find_keys(session: Session, streams: Collection[str]) -> list[Wrapped]:
    """Find the keys of those of the streams that have one."""
    sql = (
        f"SELECT s.number, s.stream, s.version, s.wrapped FROM {session.texts}"
        " CROSS JOIN stream_keys s WHERE s.stream = k.value"
    )
    return [_wrapped(*row) for row in session.rows(sql, to_json(streams))]


def find_graves(session: Session, streams: Collection[str]) -> set[str]:
    """Find those of the streams that are erased."""
    sql = f"SELECT g.stream FROM {session.texts} CROSS JOIN graves g WHERE g.stream = k.value"
    return {stream for (stream,) in session.rows(sql, to_json(streams))}


def count_keys(session: Session) -> int:
    """Count the keys."""
    counted: int = session.value("SELECT count(*) FROM stream_keys")
    return counted


def next_number(session: Session) -> int:
    """Find the number of the next key."""
    last: int | None = session.value("SELECT max(number) FROM stream_keys")
    return 0 if last is None else last + 1


def insert_keys(session: Session, rows: Iterable[Wrapped]) -> None:
    """Insert keys."""
    session.run_many("INSERT INTO stream_keys (number, stream, version, wrapped) VALUES (?, ?, ?, ?)", rows)


def keys_in_bucket(session: Session, bucket: int) -> list[Wrapped]:
    """Read the keys of one bucket."""
    sql = "SELECT number, stream, version, wrapped FROM stream_keys WHERE number >= ? AND number < ? ORDER BY number"
    return [_wrapped(*row) for row in session.rows(sql, bucket * BUCKET, (bucket + 1) * BUCKET)]


def replace_keys(session: Session, rows: Sequence[Wrapped]) -> None:
    """Write keys of these numbers anew, wrapped by another key."""
    session.run_many(
        "UPDATE stream_keys SET version = ?, wrapped = ? WHERE number = ?",
        ((row.version, row.wrapped, row.number) for row in rows),
    )


def find_versions(session: Session) -> dict[int, set[int]]:
    """Find by which versions of its key the keys of each bucket are wrapped."""
    found: dict[int, set[int]] = {}
    sql = f"SELECT DISTINCT number / {BUCKET}, version FROM stream_keys"
    for bucket, version in session.rows(sql):
        found.setdefault(bucket, set()).add(version)
    return found


def _wrapped(number: int, stream: str, version: int, wrapped: bytes) -> Wrapped:
    return Wrapped(number, stream, version, bytes(wrapped))
