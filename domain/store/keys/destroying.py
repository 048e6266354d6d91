"""Destroying keys, so that nothing can bring them back (spec/privacy.md §3, steps 2 to 4).

The buckets of the erased get new keys in the keyring; one transaction removes the erased rows, wraps the others anew
and digs the graves; then the old bucket keys leave the keyring. Whatever older copy of a row is left anywhere is
wrapped by a key that is nowhere. Cut off after any step, doing it again finishes it.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from domain.store.keys import table
from domain.store.keys.stream_keys import StreamKeys
from domain.store.keys.table import Wrapped
from domain.store.session import Session, to_json


class Grave(NamedTuple):
    """An erased stream: by the erasure of which thing, when (the fact's time, in microseconds), on which request."""

    stream: str
    erasure: str
    erased_at: int
    request: str | None


def destroy(keys: StreamKeys, graves: Sequence[Grave]) -> None:
    """Destroy the keys of these streams, and bar them for ever. KeysAway where that cannot be done now."""
    with keys.database.writing() as session:
        gone = {row.number: row for row in table.find_keys(session, [grave.stream for grave in graves])}
        buckets = {row.bucket for row in gone.values()}
        if buckets:
            keys.wrapping.replace(buckets, table.find_versions(session))
        for bucket in sorted(buckets):
            others = [row for row in table.keys_in_bucket(session, bucket) if row.number not in gone]
            table.replace_keys(session, _wrap_anew(keys, others))
        session.run_many("DELETE FROM stream_keys WHERE number = ?", [(number,) for number in gone])
        _dig(session, graves)
        table.raise_generation(session)
    keys.forget()
    finish(keys)


def _wrap_anew(keys: StreamKeys, rows: Sequence[Wrapped]) -> list[Wrapped]:
    opened = zip(rows, keys.wrapping.unwrap(rows), strict=True)
    return keys.wrapping.wrap([(row.number, row.stream, key) for row, key in opened if key is not None])


def _dig(session: Session, graves: Sequence[Grave]) -> None:
    sql = (
        "INSERT INTO graves (stream, erasure, erased_at, request, done) VALUES (?, ?, ?, ?, 0)"
        " ON CONFLICT (stream) DO NOTHING"
    )
    session.run_many(sql, graves)


def finish(keys: StreamKeys) -> None:
    """Destroy the bucket keys that nothing is wrapped by any more."""
    if not keys.wrapping.has_old():
        return
    with keys.database.writing() as session:
        keys.wrapping.replace((), table.find_versions(session))


def rotate(keys: StreamKeys) -> int:
    """Give every bucket a new key and wrap its rows anew, bucket by bucket; returns how many buckets there were."""
    with keys.database.reading() as session:
        buckets = sorted(table.find_versions(session))
    for bucket in buckets:
        with keys.database.writing() as session:
            keys.wrapping.replace((bucket,), table.find_versions(session))
            table.replace_keys(session, _wrap_anew(keys, table.keys_in_bucket(session, bucket)))
            table.raise_generation(session)
    keys.forget()
    finish(keys)
    return len(buckets)


def read_graves(keys: StreamKeys, *, done: bool | None = None) -> list[Grave]:
    """Read the graves; `done`: only those of which everything is, or is not, cleaned up."""
    which = "" if done is None else f" WHERE done = {int(done)}"
    with keys.database.reading() as session:
        found = session.rows(f"SELECT stream, erasure, erased_at, request FROM graves{which} ORDER BY stream")
    return [Grave(*row) for row in found]


def find_erased_at(keys: StreamKeys, streams: Collection[str]) -> dict[str, int]:
    """Find when those of the streams that are erased were, in microseconds."""
    sql = "SELECT g.stream, g.erased_at FROM {} CROSS JOIN graves g WHERE g.stream = k.value"
    with keys.database.reading() as session:
        return dict(session.rows(sql.format(session.texts), to_json(streams)))


def mark_done(keys: StreamKeys, streams: Collection[str], *, done: bool = True) -> None:
    """Note that everything of these graves is cleaned up; or that it has to be done again."""
    with keys.database.writing() as session:
        session.run_many("UPDATE graves SET done = ? WHERE stream = ?", [(int(done), stream) for stream in streams])


def renew_own_keys(keys: StreamKeys) -> None:
    """Add new keys to digest and to sign with; those before stay for reading."""
    with keys.database.writing() as session:
        keys.wrapping.renew()
        table.raise_generation(session)
