"""Refused deliveries, kept apart: the last 1,000, for 7 days, sealed by a key of their connection and day."""

from datetime import datetime, timedelta

import msgspec

from domain.store.instants import from_micros, to_micros
from domain.store.raw_deliveries.values import Arrival, Rejected
from domain.store.seam import Seam
from domain.store.session import Session

KEPT = 1_000
DAYS = timedelta(days=7)
LARGEST = 1 << 20
"""Bytes: a larger refused body is not kept."""

_FIELD = "rejected"
_encode = msgspec.msgpack.encode
_decode = msgspec.msgpack.Decoder(tuple[dict[str, str], bytes]).decode


def _name_stream(connection: str, received_at: datetime) -> str:
    return f"rejected/{connection}/{received_at:%Y-%m-%d}"


def keep_rejected(session: Session, arrival: Arrival, reason: str, seam: Seam) -> None:
    """Keep a refused delivery, and drop those that are too many or too old."""
    if len(arrival.body) > LARGEST:
        return
    stream = _name_stream(arrival.connection, arrival.received_at)
    box = seam.seal_bytes(_FIELD, [(stream, _encode((dict(arrival.headers), arrival.body)))])[0]
    session.run(
        "INSERT INTO rejected_deliveries (connection, received_at, reason, box) VALUES (?, ?, ?, ?)",
        arrival.connection,
        to_micros(arrival.received_at),
        reason,
        box,
    )
    session.run("DELETE FROM rejected_deliveries WHERE received_at < ?", to_micros(arrival.received_at - DAYS))
    session.run(
        "DELETE FROM rejected_deliveries WHERE number <= (SELECT max(number) FROM rejected_deliveries) - ?", KEPT
    )


def list_rejected(session: Session, connection: str, seam: Seam) -> list[Rejected]:
    """List the refused deliveries of a connection that can be opened, in the order in which they came."""
    sql = "SELECT number, received_at, reason, box FROM rejected_deliveries WHERE connection = ? ORDER BY number"
    rows = session.rows(sql, connection)
    instants = [from_micros(row[1]) for row in rows]
    boxes = [(_name_stream(connection, at), bytes(row[3])) for at, row in zip(instants, rows, strict=True)]
    opened = zip(rows, instants, seam.open_bytes(_FIELD, boxes), strict=True)
    found = [(row, at, _decode(raw)) for row, at, raw in opened if raw is not None]
    return [Rejected(row[0], row[2], Arrival(connection, "", at, headers, body)) for row, at, (headers, body) in found]


def forget_rejected(session: Session, number: int) -> None:
    """Drop the refused delivery of this number: it is taken in by now."""
    session.run("DELETE FROM rejected_deliveries WHERE number = ?", number)
