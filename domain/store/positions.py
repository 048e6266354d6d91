"""Positions and instants: everything recorded together has one instant, which never falls, so an instant is a position.

The table of recordings has a row for each of them: its last position and its instant.
"""

from domain.store.session import Session


def head(session: Session) -> int:
    """The last position; 0 if there is none."""
    return session.value(f"SELECT max({session.position}) FROM stored_events") or 0


def count_after(session: Session, position: int) -> int:
    """How many events there are after a position."""
    counted: int = session.value(f"SELECT count(*) FROM stored_events WHERE {session.position} > ?", position)
    return counted


def last_instant(session: Session) -> int | None:
    """The instant of the last recording, in microseconds."""
    instant: int | None = session.value("SELECT recorded_at FROM recordings ORDER BY last_position DESC LIMIT 1")
    return instant


def note(session: Session, last_position: int, instant: int) -> None:
    """Note a recording that ends at a position."""
    session.run("INSERT INTO recordings (last_position, recorded_at) VALUES (?, ?)", last_position, instant)


def position_at(session: Session, instant: int) -> int:
    """The last position recorded at or before an instant; 0 if there is none."""
    latest = "SELECT last_position FROM recordings WHERE recorded_at <= ?"
    return session.value(f"{latest} ORDER BY recorded_at DESC, last_position DESC LIMIT 1", instant) or 0


def instant_of(session: Session, position: int) -> int | None:
    """The instant of the recording that a position belongs to; None after the last."""
    first = "SELECT recorded_at FROM recordings WHERE last_position >= ? ORDER BY last_position LIMIT 1"
    instant: int | None = session.value(first, position)
    return instant
