"""Which facts came of which deliveries, and which of them stand retracted: what a round of translation changes."""

from collections.abc import Collection

from domain.store.instants import from_micros, now_micros, to_micros
from domain.store.raw_deliveries.values import Retraction, Round, StaleRound, Teller
from domain.store.session import Session, to_json


def find_told(session: Session, origins: Collection[str]) -> set[Teller]:
    """Find the events that came of these origins."""
    sql = f"SELECT t.origin, t.source, t.event FROM {session.texts} CROSS JOIN raw_told t WHERE t.origin = k.value"
    return {Teller(*row) for row in session.rows(sql, to_json(origins))}


def find_tellers(session: Session, source: str, events: Collection[str]) -> set[Teller]:
    """Find all that tells one of these events of a source."""
    sql = (
        f"SELECT t.origin, t.source, t.event FROM {session.texts} CROSS JOIN raw_told t"
        " WHERE t.source = ? AND t.event = k.value"
    )
    return {Teller(*row) for row in session.rows(sql, to_json(events), source)}


def find_retractions(session: Session, source: str, events: Collection[str]) -> dict[str, Retraction]:
    """Find what was said last of those of the events that were ever retracted."""
    sql = (
        f"SELECT r.event, r.said, r.stands, r.said_at FROM {session.texts} CROSS JOIN raw_retractions r"
        " WHERE r.source = ? AND r.event = k.value"
    )
    rows = session.rows(sql, to_json(events), source)
    return {event: Retraction(event, said, bool(stands), from_micros(at)) for event, said, stands, at in rows}


def settle(session: Session, done: Round) -> None:
    """Write what a round brought about. Raises StaleRound if it is not the connection's next one."""
    found = session.value("SELECT round FROM raw_rounds WHERE connection = ?", done.connection) or 0
    if found != done.round:
        raise StaleRound("Deliveries of this connection were translated by another process meanwhile.")
    session.run(
        "INSERT INTO raw_rounds (connection, round) VALUES (?, ?)"
        " ON CONFLICT (connection) DO UPDATE SET round = excluded.round",
        done.connection,
        done.round + 1,
    )
    session.run_many(
        "UPDATE raw_deliveries SET outcome = ?, reason = ? WHERE number = ?",
        [(each.outcome, each.reason, each.number) for each in done.judged],
    )
    session.run_many(
        "INSERT INTO raw_sightings (thing, delivery) VALUES (?, ?) ON CONFLICT (thing, delivery) DO NOTHING",
        done.sightings,
    )
    session.run_many("DELETE FROM raw_told WHERE origin = ? AND source = ? AND event = ?", done.untold)
    session.run_many(
        "INSERT INTO raw_told (origin, source, event) VALUES (?, ?, ?) ON CONFLICT (origin, source, event) DO NOTHING",
        done.told,
    )
    session.run_many(
        "UPDATE parked_letters SET status = 'replayed', settled_at = ? WHERE status = 'open' AND place = ?",
        [(now_micros(), place) for place in done.mended],
    )
    _keep_retractions(session, done)


def _keep_retractions(session: Session, done: Round) -> None:
    session.run_many(
        "INSERT INTO raw_retractions (source, event, said, stands, said_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (source, event) DO UPDATE"
        " SET said = excluded.said, stands = excluded.stands, said_at = excluded.said_at",
        [(done.source, each.event, each.said, int(each.stands), to_micros(each.said_at)) for each in done.retractions],
    )
