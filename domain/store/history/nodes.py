"""Finding the hashes of complete subtrees: each is kept in the row of the recording that completed it."""

from collections.abc import Collection

from domain.store.session import Session
from domain.tree.nodes import EMPTY, SIZE, Place, compute_root, cover


class NodesDamaged(LookupError):  # noqa: N818 - named for what it is
    """The tree lacks a hash that it must have."""


def find_nodes(session: Session, places: Collection[Place]) -> dict[Place, bytes]:
    """Find the roots of complete subtrees in one query. NodesDamaged if one is not there."""
    found = look_up(session, places)
    if None in found.values():
        raise NodesDamaged("the tree lacks a hash")
    return {place: node for place, node in found.items() if node is not None}


def look_up(session: Session, places: Collection[Place]) -> dict[Place, bytes | None]:
    """Look the roots of complete subtrees up in one query; None where one is not there."""
    if not places:
        return {}
    marks = ", ".join("?" * len(places))
    asked = [place.last for place in places]
    found: dict[int, object] = dict(
        session.rows(f"SELECT number, nodes FROM recordings WHERE number IN ({marks})", *asked)
    )
    return {place: _take(place, found.get(place.last)) for place in places}


def count_recordings(session: Session) -> int:
    """Count the recordings: the size of the tree."""
    last = session.value("SELECT max(number) FROM recordings")
    return 0 if last is None else last + 1


def find_root(session: Session, size: int) -> bytes:
    """Find the root of the first `size` recordings from the hashes that are kept. NodesDamaged if one is not there."""
    if not size:
        return EMPTY
    return compute_root(size, find_nodes(session, cover(0, size)).__getitem__)


def _take(place: Place, nodes: object) -> bytes | None:
    start = place.level * SIZE
    found = bytes(nodes[start : start + SIZE]) if isinstance(nodes, bytes | memoryview) else b""
    return found if len(found) == SIZE else None
