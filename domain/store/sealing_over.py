"""Sealing a store that was made before sealing: everything in it, sealed, into a new one (`vouch migrate --seal`)."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from domain.facts import catalogue
from domain.store import positions
from domain.store.codec import Codec
from domain.store.errors import SettingsRefused
from domain.store.history.extending import note
from domain.store.seam import Seam
from domain.store.session import Backend, EventRow, Row, Session
from domain.store.values import StoredRow

PAGE = 5_000
"""So many events are copied in a transaction, a recording more or less."""
_NOT_EMPTY = (
    "The new store holds facts already: name another one, or remove what is left of an attempt that was cut off."
)
_LETTERS = (
    "letter, fingerprint, status, reason, field, detail, source, event_id, place, parked_at, seen, size, settled_at,"
    " raw"
)
_AS_THEY_ARE = {
    "feed_offsets": "topic, topic_id, partition_number, next_offset",
    "acts": "principal, key, request, status, answer, done_at",
    "links": "thing, stream",
}
"""Tables without personal data and without positions, with their columns."""


class Copied(NamedTuple):
    """How much was sealed into the new store."""

    events: int
    letters: int


def seal_over(old: Backend, new: Backend, seam: Seam) -> Copied:
    """Copy everything from the old store into the new one, which is empty, sealed by its seam.

    SettingsRefused if the new one is not empty.
    """
    with new.reading() as target:
        if positions.head(target):
            raise SettingsRefused(_NOT_EMPTY)
    with old.reading() as source:
        events = _copy_events(source, new, Codec(seam))
        with new.writing() as target:
            _copy_inbox(source, target, seam)
            letters = _copy_letters(source, target, seam)
            for table, columns in _AS_THEY_ARE.items():
                _copy(source, target, table, columns)
            _copy_places(source, target)
    return Copied(events, letters)


class _Recording(NamedTuple):
    instant: int
    rows: list[StoredRow]


def _copy_events(source: Session, new: Backend, codec: Codec) -> int:
    copied = 0
    recordings = _recordings(source)
    while batch := list(_up_to(recordings, PAGE)):
        with new.writing() as target:
            for recording in batch:
                events = _seal(recording.rows, codec)
                target.insert(events)
                note(target, events, recording.instant)
                copied += len(recording.rows)
    return copied


def _up_to(recordings: Iterator[_Recording], events: int) -> Iterator[_Recording]:
    for recording in recordings:
        yield recording
        events -= len(recording.rows)
        if events <= 0:
            return


def _recordings(source: Session) -> Iterator[_Recording]:
    """Read recording after recording, in the order of positions."""
    rows = _rows(source)
    waiting = next(rows, None)
    for last, instant in source.rows("SELECT last_position, recorded_at FROM recordings ORDER BY last_position"):
        mine = []
        while waiting is not None and waiting.position <= last:
            mine.append(waiting)
            waiting = next(rows, None)
        if mine:
            yield _Recording(instant, mine)


def _rows(source: Session) -> Iterator[StoredRow]:
    position = 0
    while page := source.stored_after(position, PAGE):
        yield from page
        position = page[-1].position


def _seal(rows: Sequence[StoredRow], codec: Codec) -> list[EventRow]:
    facts = [catalogue.decode(row.topic, row.state) for row in rows]
    states = codec.encode([row.stream for row in rows], facts).states
    return [(row.stream, row.version, row.topic, state) for row, state in zip(rows, states, strict=True)]


def _copy_inbox(source: Session, target: Session, seam: Seam) -> None:
    """Copy what was delivered, its hashes keyed. The numbers of sources stay."""
    _copy(source, target, "sources", "number, name", identity="number")
    found = source.rows("SELECT source, id, content FROM inbox ORDER BY source, id")
    target.claim([(number, id_, seam.digest_content(bytes(content))) for number, id_, content in found])


def _copy_letters(source: Session, target: Session, seam: Seam) -> int:
    """Copy the dead letters, their bytes sealed. Their numbers stay."""
    copied = 0
    found = iter(source.rows(f"SELECT {_LETTERS} FROM parked_letters ORDER BY letter"))
    while page := list(islice(found, PAGE)):
        sealed = seam.seal_letters([(row[0], bytes(row[-1])) for row in page])
        _insert(target, "parked_letters", _LETTERS, map(_keyed, page, sealed, [seam] * len(page)), "letter")
        copied += len(page)
    _go_on(target, "parked_letters", "letter")
    return copied


def _keyed(row: Row, sealed: bytes, seam: Seam) -> Row:
    number, _, status, reason, *others, raw = row
    mark = seam.digest_content(b"\0".join((reason.encode(), bytes(raw))))
    return (number, mark, status, reason, *others, sealed)


def _copy_places(source: Session, target: Session) -> None:
    """Copy how far the relay has published and how far links are known: positions have no gaps in the new store."""
    for topic, position in source.rows("SELECT topic, position FROM relay_progress"):
        target.run(
            "INSERT INTO relay_progress (topic, position, holder, held_until) VALUES (?, ?, NULL, 0)",
            topic,
            _moved(source, position),
        )
    linked = int(source.value("SELECT value FROM meta WHERE name = 'linked_up_to'"))
    target.run("UPDATE meta SET value = ? WHERE name = 'linked_up_to'", str(_moved(source, linked)))


def _moved(source: Session, position: int) -> int:
    counted: int = source.value(f"SELECT count(*) FROM stored_events WHERE {source.position} <= ?", position)
    return counted


def _copy(source: Session, target: Session, table: str, columns: str, identity: str | None = None) -> None:
    _insert(target, table, columns, source.rows(f"SELECT {columns} FROM {table} ORDER BY 1, 2"), identity)
    if identity is not None:
        _go_on(target, table, identity)


def _insert(target: Session, table: str, columns: str, rows: Any, identity: str | None = None) -> None:
    marks = ", ".join("?" * len(columns.split(",")))
    override = " OVERRIDING SYSTEM VALUE" if identity is not None and _is_server(target) else ""
    target.run_many(f"INSERT INTO {table} ({columns}){override} VALUES ({marks})", rows)


def _go_on(target: Session, table: str, identity: str) -> None:
    """Have a server give the next number after those that were copied; a file does so by itself."""
    if _is_server(target):
        target.rows(
            f"SELECT setval(pg_get_serial_sequence('{table}', '{identity}'), coalesce(max({identity}), 0) + 1, false)"
            f" FROM {table}"
        )


def _is_server(session: Session) -> bool:
    return session.position != "rowid"
