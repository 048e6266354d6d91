"""The tree once more, as RFC 9162 writes it down: slow, and short enough to be seen to be right."""

from collections.abc import Sequence
from hashlib import sha256


def root(leaves: Sequence[bytes]) -> bytes:
    """MTH(D) of 2.1.1, over leaves that are hashed already."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    middle = split(len(leaves))
    return sha256(b"\1" + root(leaves[:middle]) + root(leaves[middle:])).digest()


def path(number: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH(m, D) of 2.1.3.1."""
    if len(leaves) == 1:
        return []
    middle = split(len(leaves))
    if number < middle:
        return [*path(number, leaves[:middle]), root(leaves[middle:])]
    return [*path(number - middle, leaves[middle:]), root(leaves[:middle])]


def split(size: int) -> int:
    """The largest power of two below `size`."""
    power = 1
    while power * 2 < size:
        power *= 2
    return power
