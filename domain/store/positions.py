"""Positions and instants: everything recorded together has one instant, which never falls, so an instant is a position.

The table of recordings has a row for each of them (`history.extending`): its last position, and its
instant in microseconds.
"""

from datetime import timedelta

from domain.store.errors import ClockAstray, RecordedAtRefused
from domain.store.instants import from_micros, now_micros
from domain.store.session import Session

BEHIND = timedelta(minutes=5)
"""So far the last recording may be ahead of the clock: clocks of two machines differ."""
SILENCE = timedelta(days=3_653)
"""So long after the last recording (ten years) it is taken that the clock is wrong, not that nothing happened."""


def head(session: Session) -> int:
    """Find the last position; 0 if there is none."""
    return session.value(f"SELECT max({session.position}) FROM stored_events") or 0


def count_after(session: Session, position: int) -> int:
    """Count the events after `position`."""
    counted: int = session.value(f"SELECT count(*) FROM stored_events WHERE {session.position} > ?", position)
    return counted


def last_instant(session: Session) -> int | None:
    """Find the instant of the last recording; None in an empty store."""
    instant: int | None = session.value("SELECT recorded_at FROM recordings ORDER BY last_position DESC LIMIT 1")
    return instant


def next_instant(last: int | None, wanted: int | None) -> int:
    """Choose the instant of a recording: `wanted`, else now. RecordedAtRefused if `wanted` is before `last`.

    ClockAstray if now and `last` cannot both be right.
    """
    if wanted is None:
        now = now_micros()
        if last is not None and (says := explain_astray(now, last)) is not None:
            raise ClockAstray(says)
        return max(now, last or 0)
    if last is not None and is_before(wanted, last):
        raise RecordedAtRefused(
            f"Nothing can be recorded as of {from_micros(wanted).isoformat()}: something is recorded as of"
            f" {from_micros(last).isoformat()} already, and instants of recording never fall."
        )
    return wanted


def explain_astray(now: int, last: int) -> str | None:
    """Say why the instant `now` and that of the last recording cannot both be right; None where they can."""
    apart = timedelta(microseconds=now - last)
    if -BEHIND <= apart <= SILENCE:
        return None
    return (
        f"This machine's clock says {from_micros(now):%Y-%m-%dT%H:%M:%SZ}, but the last recording is of"
        f" {from_micros(last):%Y-%m-%dT%H:%M:%SZ}: set the clock right. Where the recording is wrong, the runbook"
        " has the way out (A clock that was wrong)."
    )


def is_before(wanted: int | None, last: int | None) -> bool:
    """Tell whether an instant is wanted that is before the last one."""
    return last is not None and wanted is not None and wanted < last


def position_at(session: Session, instant: int) -> int:
    """Find the last position recorded at or before `instant`; 0 if there is none."""
    latest = "SELECT last_position FROM recordings WHERE recorded_at <= ?"
    return session.value(f"{latest} ORDER BY recorded_at DESC, last_position DESC LIMIT 1", instant) or 0


def instant_of(session: Session, position: int) -> int | None:
    """Find the instant of the recording that `position` belongs to; None after the last."""
    first = "SELECT recorded_at FROM recordings WHERE last_position >= ? ORDER BY last_position LIMIT 1"
    instant: int | None = session.value(first, position)
    return instant
