"""Noting a recording in its own transaction: its last position, its instant, and what it adds to the tree."""

from collections.abc import Sequence

from domain.store import positions
from domain.store.history.nodes import look_up
from domain.store.session import EventRow, Session
from domain.tree.leaf import make_leaf
from domain.tree.nodes import SIZE, complete, list_halves

_LAST = "SELECT number FROM recordings ORDER BY last_position DESC LIMIT 1"
_LACKING = bytes(SIZE)
"""Stands for a hash that somebody took away: facts are recorded all the same, and who verifies finds what is gone."""


def note(session: Session, events: Sequence[EventRow], instant: int) -> None:
    """Note the recording of `events`, which were inserted last, in this order, as of `instant` (microseconds)."""
    last = session.value(_LAST)
    number = 0 if last is None else last + 1
    leaf = make_leaf(number, positions.head(session), instant, events)
    halves = look_up(session, list(list_halves(number)))
    nodes = complete(number, leaf.hash(), lambda place: halves[place] or _LACKING)
    session.run(
        "INSERT INTO recordings (last_position, recorded_at, number, nodes) VALUES (?, ?, ?, ?)",
        leaf.last_position,
        instant,
        number,
        b"".join(nodes),
    )
