"""The table of raw deliveries: each once under the vendor's key, headers and body in one box under its own key."""

from collections.abc import Collection, Sequence

import msgspec

from domain.store.instants import from_micros, now_micros, to_micros
from domain.store.raw_deliveries.values import Arrival, Kept, Waiting
from domain.store.seam import Seam
from domain.store.session import Row, Session, to_json

_RAW = "raw"
_ANSWERS = "answers"
_KEEP = (
    "INSERT INTO raw_deliveries (connection, key, received_at, seen, not_before, size, box)"
    " VALUES (?, ?, ?, 1, 0, ?, ?) ON CONFLICT (connection, key) DO UPDATE SET seen = raw_deliveries.seen + 1"
)
_COLUMNS = "number, connection, received_at, box, answers, outcome"
_encode = msgspec.msgpack.encode
_decode_raw = msgspec.msgpack.Decoder(tuple[dict[str, str], bytes]).decode


def name_stream(number: int) -> str:
    """Name the stream whose key seals the delivery of this number."""
    return f"delivery/{number}"


def keep(session: Session, arrivals: Sequence[Arrival], seam: Seam) -> list[bool]:
    """Keep deliveries; True for each whose key was not known yet."""
    last = session.value("SELECT max(number) FROM raw_deliveries") or 0
    rows = [(each.connection, each.key, to_micros(each.received_at), len(each.body), b"") for each in arrivals]
    session.run_many(_KEEP, rows)
    new = session.rows("SELECT number, connection, key FROM raw_deliveries WHERE number > ? ORDER BY number", last)
    numbers = {(connection, key): number for number, connection, key in new}
    firsts: dict[int, bytes] = {}
    is_new = []
    for each in arrivals:
        number = numbers.get((each.connection, each.key))
        is_new.append(number is not None and number not in firsts)
        if number is not None and number not in firsts:
            firsts[number] = _encode((dict(each.headers), each.body))
    boxes = seam.seal_bytes(_RAW, [(name_stream(number), raw) for number, raw in firsts.items()])
    sealed = zip(boxes, firsts, strict=True)
    session.run_many("UPDATE raw_deliveries SET box = ? WHERE number = ?", sealed)
    return is_new


def keep_answers(session: Session, number: int, answers: bytes, seam: Seam) -> None:
    """Keep what was fetched for the delivery of this number."""
    box = seam.seal_bytes(_ANSWERS, [(name_stream(number), answers)])[0]
    session.run("UPDATE raw_deliveries SET answers = ? WHERE number = ?", box, number)


def list_waiting_connections(session: Session) -> list[str]:
    """List the connections of which something waits to be translated by now."""
    sql = "SELECT DISTINCT connection FROM raw_deliveries WHERE outcome IS NULL AND not_before <= ? ORDER BY connection"
    return [name for (name,) in session.rows(sql, now_micros())]


def read_waiting(session: Session, connection: str, limit: int, seam: Seam) -> Waiting:
    """Read up to `limit` deliveries of a connection that wait, the oldest first."""
    round_ = session.value("SELECT round FROM raw_rounds WHERE connection = ?", connection) or 0
    sql = (
        f"SELECT {_COLUMNS} FROM raw_deliveries WHERE outcome IS NULL AND connection = ? AND not_before <= ?"
        " ORDER BY number LIMIT ?"
    )
    return Waiting(round_, _open(session.rows(sql, connection, now_micros(), limit), seam))


def postpone(session: Session, numbers: Sequence[int], not_before: int) -> None:
    """Have deliveries wait until an instant in microseconds."""
    sql = "UPDATE raw_deliveries SET not_before = ? WHERE number = ? AND outcome IS NULL"
    session.run_many(sql, [(not_before, number) for number in numbers])


def read_seen(session: Session, things: Collection[str], seam: Seam) -> list[Kept]:
    """Read all deliveries that speak of one of these things, in the order in which they came."""
    sql = f"SELECT DISTINCT s.delivery FROM {session.texts} CROSS JOIN raw_sightings s WHERE s.thing = k.value"
    numbers = sorted(number for (number,) in session.rows(sql, to_json(things)))
    return read_numbers(session, numbers, seam)


def read_numbers(session: Session, numbers: Sequence[int], seam: Seam) -> list[Kept]:
    """Read the deliveries of these numbers."""
    sql = f"SELECT {_COLUMNS} FROM raw_deliveries WHERE number = ?"
    return _open([row for number in numbers for row in session.rows(sql, number)], seam)


def list_numbers(session: Session, connection: str) -> list[int]:
    """List the numbers of all deliveries of a connection, in the order in which they came."""
    sql = "SELECT number FROM raw_deliveries WHERE connection = ? ORDER BY number"
    return [number for (number,) in session.rows(sql, connection)]


def count_by_outcome(session: Session) -> list[tuple[str, str, str, int]]:
    """Count deliveries by connection, outcome and reason; those that wait have the outcome `waiting`."""
    sql = (
        "SELECT connection, coalesce(outcome, 'waiting'), coalesce(reason, ''), count(*) FROM raw_deliveries"
        " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
    )
    return [(connection, outcome, reason, count) for connection, outcome, reason, count in session.rows(sql)]


def _open(rows: Sequence[Row], seam: Seam) -> list[Kept]:
    streams = [name_stream(row[0]) for row in rows]
    raws = seam.open_bytes(_RAW, [(stream, bytes(row[3])) for stream, row in zip(streams, rows, strict=True)])
    boxes = [(stream, bytes(row[4] or b"")) for stream, row in zip(streams, rows, strict=True)]
    answers = seam.open_bytes(_ANSWERS, boxes)
    return [_kept(row, raw, fetched) for row, raw, fetched in zip(rows, raws, answers, strict=True)]


def _kept(row: Row, raw: bytes | None, answers: bytes | None) -> Kept:
    number, connection, received_at, _, _, outcome = row
    headers, body = ({}, None) if raw is None else _decode_raw(raw)
    return Kept(number, connection, from_micros(received_at), headers, body, answers, outcome)
