"""Proving one recording: its body as it is stored, its leaf, and its way up to a root, in a few short queries."""

from domain.store.history.nodes import find_nodes
from domain.store.session import Session
from domain.tree.leaf import make_leaf, write_body
from domain.tree.paths import find_path, list_places
from domain.tree.proof import Inclusion

_OF = (
    "SELECT last_position, recorded_at, number FROM recordings WHERE last_position >= ? ORDER BY last_position LIMIT 1"
)
_BEFORE = "SELECT max(last_position) FROM recordings WHERE last_position < ?"


def prove(session: Session, position: int, size: int) -> Inclusion:
    """Prove the recording that `position` belongs to, in the tree of the first `size` recordings.

    LookupError if it is not among them, or the tree lacks a hash.
    """
    found = session.rows(_OF, position)
    if not found or not 0 <= found[0][2] < size:
        raise LookupError("no such recording")
    last, recorded_at, number = found[0]
    before = session.value(_BEFORE, last)
    events = [row[1:] for row in session.raw_events(before, last, last - (before or 0))]
    nodes = find_nodes(session, list_places(number, size))
    return Inclusion(
        make_leaf(number, last, recorded_at, events),
        write_body(events),
        size,
        find_path(number, size, nodes.__getitem__),
    )
