"""Sifting: which deliveries are new, which are repeats, and which contradict what came first."""

from collections.abc import Iterable
from enum import Enum

Key = tuple[int, str]
"""Number of the source, and the id: what names a delivery."""


class Novelty(Enum):
    """What a delivery is to the inbox."""

    NEW = "new"
    REPEATED = "repeated"
    CONFLICTING = "conflicting"


def sift(deliveries: Iterable[tuple[Key, bytes]], known: dict[Key, bytes]) -> list[Novelty]:
    """A novelty for each (key, content), by what is known and by what stands before it; `known` learns the new ones."""
    novelties = []
    for key, content in deliveries:
        first = known.get(key)
        if first is None:
            known[key] = content
            novelties.append(Novelty.NEW)
        else:
            novelties.append(Novelty.REPEATED if first == content else Novelty.CONFLICTING)
    return novelties
