"""How far the relay has published, and which relay may. A lease runs out, so that a dead relay holds up nobody.

Sessions that write take turns, so what is read here cannot change before it is written.
"""

from domain.store.instants import now_micros
from domain.store.session import Session


def acquire(session: Session, topic: str, holder: str, seconds: float) -> int | None:
    """Take or renew the lease; the position up to which all is published, or None: another relay holds it."""
    found = session.rows("SELECT position, holder, held_until FROM relay_progress WHERE topic = ?", topic)
    if not found:
        session.run(
            "INSERT INTO relay_progress (topic, position, holder, held_until) VALUES (?, 0, ?, ?)",
            topic,
            holder,
            _until(seconds),
        )
        return 0
    position, other, held_until = found[0]
    if other not in (None, holder) and held_until > now_micros():
        return None
    _write(session, topic, holder, position, seconds)
    return int(position)


def record_published(session: Session, topic: str, holder: str, position: int, seconds: float) -> bool:
    """All up to the position is published, and the lease is renewed; False if another relay holds the topic by now."""
    if session.value("SELECT holder FROM relay_progress WHERE topic = ?", topic) != holder:
        return False
    _write(session, topic, holder, position, seconds)
    return True


def release(session: Session, topic: str, holder: str) -> None:
    """Give the lease back, so that another need not wait for it to run out."""
    session.run("UPDATE relay_progress SET holder = NULL, held_until = 0 WHERE topic = ? AND holder = ?", topic, holder)


def published_up_to(session: Session, topic: str) -> int:
    """The position up to which all is published to the topic."""
    return session.value("SELECT position FROM relay_progress WHERE topic = ?", topic) or 0


def _write(session: Session, topic: str, holder: str, position: int, seconds: float) -> None:
    session.run(
        "UPDATE relay_progress SET position = ?, holder = ?, held_until = ? WHERE topic = ?",
        position,
        holder,
        _until(seconds),
        topic,
    )


def _until(seconds: float) -> int:
    return now_micros() + int(seconds * 1_000_000)
