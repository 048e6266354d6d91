"""Small groups: the cells of an aggregate that are not shown, since they would tell of single persons.

spec/access.md §4.
"""

from collections.abc import Collection, Hashable, Mapping
from typing import NamedTuple, TypeVar

SMALLEST_SHOWN = 5
"""Persons from which on a cell is shown to everybody."""

K = TypeVar("K", bound=Hashable)
T = TypeVar("T", bound=Hashable)


class Count(NamedTuple):
    """A cell: how many persons it counts, and whether every one of them is in the principal's relations."""

    persons: int
    all_related: bool


def suppress(cells: Mapping[K, Count], totals: Mapping[T, Collection[K]]) -> frozenset[K]:
    """Find the cells that are not shown: their counts are null, and with them their amounts, rates and percentiles.

    `totals` are the lines and columns whose totals are shown: of each the total's own cell (it need not be counted
    among `cells`), and the cells that it adds up. Where one cell alone of a line or column is not shown, the total
    would give it away: the next smallest goes with it, of equals the first.
    """
    hidden = {cell for cell, count in cells.items() if is_small(count)}
    while True:
        added = {found for found in (_find_next(cells, hidden, *each) for each in totals.items()) if found is not None}
        if not added:
            return frozenset(hidden)
        hidden |= added


def is_small(count: Count) -> bool:
    """Tell whether a cell alone tells too much of too few."""
    return 0 < count.persons < SMALLEST_SHOWN and not count.all_related


def _find_next(cells: Mapping[K, Count], hidden: Collection[K], total: T, members: Collection[K]) -> K | None:
    """Find the cell that has to go besides the only hidden one of a line or column; None where none has to."""
    if total in hidden or sum(each in hidden for each in members) != 1:
        return None
    # An empty cell hides nobody: it goes only where there is no other.
    others = [each for each in members if each not in hidden]
    return min(others, key=lambda each: (cells[each].persons == 0, cells[each].persons), default=None)
