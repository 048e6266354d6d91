"""The relay's lease on a topic, and how far it has published. A lease runs out, so a relay that died blocks nobody.

Sessions that write take turns, so what is read here cannot change before it is written.
"""

from domain.store.instants import now_micros
from domain.store.session import Session


def acquire(session: Session, topic: str, holder: str, seconds: float) -> int | None:
    """Take or renew the lease for `seconds`; None if another holder has it.

    Returns the position up to which everything is published.
    """
    found = session.rows("SELECT position, holder, held_until FROM relay_progress WHERE topic = ?", topic)
    if not found:
        session.run(
            "INSERT INTO relay_progress (topic, position, holder, held_until) VALUES (?, 0, ?, ?)",
            topic,
            holder,
            _end_of(seconds),
        )
        return 0
    position, other, held_until = found[0]
    if other not in (None, holder) and held_until > now_micros():
        return None
    _write(session, topic, holder, position, seconds)
    return int(position)


def record_published(session: Session, topic: str, holder: str, position: int, seconds: float) -> bool:
    """Record that everything up to `position` is published, and renew the lease. False if the lease was lost."""
    if session.value("SELECT holder FROM relay_progress WHERE topic = ?", topic) != holder:
        return False
    _write(session, topic, holder, position, seconds)
    return True


def release(session: Session, topic: str, holder: str) -> None:
    """Give the lease back, so that another relay need not wait until it runs out."""
    session.run("UPDATE relay_progress SET holder = NULL, held_until = 0 WHERE topic = ? AND holder = ?", topic, holder)


def published_up_to(session: Session, topic: str) -> int:
    """Find the position up to which everything is published to `topic`; 0 if nothing ever was."""
    return session.value("SELECT position FROM relay_progress WHERE topic = ?", topic) or 0


def _write(session: Session, topic: str, holder: str, position: int, seconds: float) -> None:
    session.run(
        "UPDATE relay_progress SET position = ?, holder = ?, held_until = ? WHERE topic = ?",
        position,
        holder,
        _end_of(seconds),
        topic,
    )


def _end_of(seconds: float) -> int:
    return now_micros() + int(seconds * 1_000_000)
