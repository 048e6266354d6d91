"""Paths of inclusion (RFC 9162, 2.1.3): the siblings by which one leaf leads to a root."""

from collections.abc import Iterator, Sequence

from domain.tree.nodes import Find, Place, cover, hash_node, join


def find_path(number: int, size: int, find: Find) -> list[bytes]:
    """Find the siblings of the leaf `number` in the tree of the first `size` leaves, from the leaf up.

    At most 2 log2(size) subtrees are asked for. ValueError if there is no such leaf.
    """
    if not 0 <= number < size:
        raise ValueError("the tree has no such leaf")
    return [
        join([find(place) for place in cover(start, end)]) for start, end in reversed(list(_siblings(number, size)))
    ]


def list_places(number: int, size: int) -> list[Place]:
    """List the complete subtrees that `find_path` asks for."""
    return [place for start, end in _siblings(number, size) for place in cover(start, end)]


def follow_path(number: int, size: int, leaf: bytes, path: Sequence[bytes]) -> bytes | None:
    """Compute the root to which a path leads; None if a path of this length leads to no root."""
    if not 0 <= number < size:
        return None
    at, last, root = number, size - 1, leaf
    for sibling in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            root = hash_node(sibling, root)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            root = hash_node(root, sibling)
        at, last = at >> 1, last >> 1
    return root if last == 0 else None


def _siblings(number: int, size: int) -> Iterator[tuple[int, int]]:
    """The ranges of leaves beside the way from the root down to a leaf."""
    start, end = 0, size
    while end - start > 1:
        middle = start + (1 << ((end - start - 1).bit_length() - 1))
        if number < middle:
            yield middle, end
            end = middle
        else:
            yield start, middle
            start = middle
