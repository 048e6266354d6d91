"""Which cases cover an application: runs of places, asked for one place."""

from collections.abc import Iterator

from domain.rules.case import Case
from domain.rules.rivals import Barred, Group
from domain.state.shelf import Run


class Stabbing:
    """A tree over the places of a shelf: a run is kept in a logarithm of groups, a place is held by as many.

    Add cases by place: groups keep the order in which cases were added.
    """

    __slots__ = ("_barred", "_groups", "_size")

    def __init__(self, size: int, barred: Barred) -> None:
        self._size = size
        self._barred = barred
        self._groups: dict[int, Group] = {}

    def add(self, case: Case, run: Run) -> None:
        """Add a case that covers a run of places."""
        low, high = run[0] + self._size, run[1] + self._size
        while low < high:
            if low & 1:
                self._put(low, case)
                low += 1
            if high & 1:
                high -= 1
                self._put(high, case)
            low >>= 1
            high >>= 1

    def _put(self, node: int, case: Case) -> None:
        if node not in self._groups:
            self._groups[node] = Group(self._barred)
        self._groups[node].cases.append(case)

    def at(self, place: int) -> Iterator[Group]:
        """Go through the groups of the cases that cover a place; no case is in two of them."""
        node = place + self._size
        while node:
            if node in self._groups:
                yield self._groups[node]
            node >>= 1
