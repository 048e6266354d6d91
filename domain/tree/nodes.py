"""The tree above the leaves: its complete subtrees, how it grows by one leaf, and its root.

A complete subtree ends at the leaf that completes it. So each leaf is kept with the hashes of the subtrees that it
completes, itself first: two hashes a leaf on average, and any complete subtree is found by one look.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from hashlib import sha256
from typing import NamedTuple

SIZE = 32
"""Bytes of a hash."""
EMPTY = sha256().digest()
"""The root of a tree without leaves."""


class Place(NamedTuple):
    """A complete subtree of 2 ** `level` leaves, of which `last` is the number of the last one."""

    level: int
    last: int


Find = Callable[[Place], bytes]
"""Finds the root of a complete subtree."""


def hash_node(left: bytes, right: bytes) -> bytes:
    """Compute the hash of a node from those of its two halves."""
    return sha256(b"\1" + left + right).digest()


def cover(start: int, end: int) -> list[Place]:
    """Divide the leaves from `start` up to, and without, `end` into complete subtrees, the largest one first.

    `start` must be where a subtree of the size of the whole range may begin, as in every split of RFC 9162.
    """
    found = []
    while start < end:
        level = (end - start).bit_length() - 1
        start += 1 << level
        found.append(Place(level, start - 1))
    return found


def join(peaks: Sequence[bytes]) -> bytes:
    """Compute the root over the roots of complete subtrees, the largest first."""
    return reduce(lambda right, left: hash_node(left, right), reversed(peaks)) if peaks else EMPTY


def compute_root(size: int, find: Find) -> bytes:
    """Compute the root over the first `size` leaves."""
    return join([find(place) for place in cover(0, size)])


def complete(number: int, leaf: bytes, find: Find) -> list[bytes]:
    """Compute the hashes of the subtrees that the leaf `number` completes, itself first."""
    found = [leaf]
    for left in list_halves(number):
        found.append(hash_node(find(left), found[-1]))
    return found


def list_halves(number: int) -> Iterator[Place]:
    """List the left halves of the subtrees that the leaf `number` completes, the smallest first."""
    level = 0
    while number >> level & 1:
        yield Place(level, number - (1 << level))
        level += 1


class Growing:
    """A tree that grows leaf by leaf and keeps only its largest complete subtrees."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def add(self, leaf: bytes) -> list[bytes]:
        """Add a leaf. Returns the hashes of the subtrees that it completes, itself first."""
        nodes = self.complete(leaf)
        self.take(nodes)
        return nodes

    def complete(self, leaf: bytes) -> list[bytes]:
        """Compute the hashes of the subtrees that a leaf would complete, itself first; the tree stays as it is."""
        found = [leaf]
        for before, _ in enumerate(list_halves(self.size), 1):
            found.append(hash_node(self._peaks[-before], found[-1]))
        return found

    def take(self, nodes: Sequence[bytes]) -> None:
        """Grow by the leaf that completes these subtrees."""
        del self._peaks[len(self._peaks) - len(nodes) + 1 :]
        self._peaks.append(nodes[-1])
        self.size += 1

    def compute_root(self) -> bytes:
        """Compute the root over the leaves so far."""
        return join(self._peaks)
