"""Walking a whole history: every recording against its leaf, and the roots on the way, up to the first that is bad."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from domain.tree.leaf import EventParts, make_leaf
from domain.tree.nodes import Growing

StoredEvent = tuple[int, str | bytes, int, str, bytes]
"""An event with its position in front."""


class Noted(NamedTuple):
    """A recording as it is kept: its last position, instant (microseconds), number, and the hashes that it added."""

    last_position: int
    recorded_at: int
    number: int
    nodes: bytes


class Fault(NamedTuple):
    """The first bad recording: its number, its positions and its instant (None where they are not known any more).

    `up_to` is the same number where it is certain; else the first bad one is somewhere from `number` up to it. Where
    the end was cut off it is the first that is missing for certain.
    """

    number: int
    up_to: int
    says: str
    first_position: int | None = None
    last_position: int | None = None
    recorded_at: int | None = None


class Walked(NamedTuple):
    """What was found: how many good recordings and events there are, the root over them, and the roots at `sizes`.

    `fault` is the first recording that does not agree with its leaf; nothing is known of those behind it.
    """

    size: int
    events: int
    root: bytes
    roots: dict[int, bytes]
    fault: Fault | None = None


class _Cutter:
    """Cuts pages of events, in the order of their positions, where recordings end."""

    def __init__(self, pages: Iterable[Sequence[StoredEvent]]) -> None:
        self._pages = iter(pages)
        self._at = 0
        self._turn()

    def take(self, last_position: int) -> list[EventParts]:
        """Take the events up to and with this position."""
        taken: list[EventParts] = []
        while self._positions:
            end = bisect_right(self._positions, last_position, self._at)
            taken += self._parts[self._at : end]
            self._at = end
            if end < len(self._positions):
                break
            self._turn()
        return taken

    def peek(self) -> int | None:
        """Tell the position of the next event; None at the end."""
        return self._positions[self._at] if self._positions else None

    def _turn(self) -> None:
        """Go on to the next page."""
        page = next(self._pages, ())
        self._positions = [event[0] for event in page]
        self._parts = [event[1:] for event in page]
        self._at = 0


def walk(noted: Iterable[Noted], pages: Iterable[Sequence[StoredEvent]], sizes: Collection[int] = ()) -> Walked:
    """Walk the recordings, in the order of their last positions, and the events, in pages by position.

    `sizes` are those at which the root is wanted.
    """
    tree, cutter, events, before = Growing(), _Cutter(pages), 0, 0
    wanted, roots = set(sizes), {}
    if 0 in wanted:
        roots[0] = tree.compute_root()
    for each in noted:
        own = cutter.take(each.last_position)
        says = _find_wrong(each, own, tree)
        if says is not None:
            fault = Fault(tree.size, tree.size, says, before + 1, each.last_position, _instant(each))
            return Walked(tree.size, events, tree.compute_root(), roots, fault)
        events += len(own)
        before = each.last_position
        if tree.size in wanted:
            roots[tree.size] = tree.compute_root()
    return Walked(tree.size, events, tree.compute_root(), roots, _find_added(tree.size, cutter))


def _find_wrong(noted: Noted, events: list[EventParts], tree: Growing) -> str | None:
    """Find what is wrong with the next recording; where nothing is, the tree has grown by it."""
    if noted.number != tree.size:
        return "its row is missing"
    try:
        leaf = make_leaf(noted.number, noted.last_position, noted.recorded_at, events).hash()
    except (AttributeError, OverflowError, TypeError, ValueError):
        return "it holds a value that none of its kind can have"
    nodes = tree.complete(leaf)
    if b"".join(nodes) != noted.nodes:
        return "its events, its instant or its hash were altered"
    tree.take(nodes)
    return None


def _find_added(size: int, cutter: _Cutter) -> Fault | None:
    """Find whether there are events behind the last recording."""
    left = cutter.peek()
    return None if left is None else Fault(size, size, "events were added behind the last recording", left)


def _instant(noted: Noted) -> int | None:
    """The instant of a bad recording, if it still is one."""
    return noted.recorded_at if isinstance(noted.recorded_at, int) else None
