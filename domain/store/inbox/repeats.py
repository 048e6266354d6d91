"""Finding repeats: which deliveries are new, which were recorded before, and which contradict what came first."""

from collections.abc import Iterable, Sequence
from enum import Enum

from domain.store.session import InboxRow, Session

Key = tuple[int, str]
"""Number of the source, and the id: what names a delivery."""


class Novelty(Enum):
    """What a delivery is to the inbox."""

    NEW = "new"
    REPEATED = "repeated"
    CONFLICTING = "conflicting"


ANYTHING = b""
"""The content of a delivery of somebody who was erased: whatever comes of this source and id is a repeat."""


def find_novelties(
    session: Session, deliveries: Sequence[InboxRow], formers: Sequence[Sequence[bytes]]
) -> list[Novelty]:
    """Look up in the inbox which of the deliveries are new; one novelty for each.

    `formers`: for each the digests of its content by keys of former times.
    """
    by_source: dict[int, set[str]] = {}
    for source, delivery, _ in deliveries:
        by_source.setdefault(source, set()).add(delivery)
    known = {
        (source, delivery): content
        for source, ids in by_source.items()
        for delivery, content in session.known(source, sorted(ids))
        if content is not None
    }
    asked = zip(deliveries, formers, strict=True)
    return sift((((source, delivery), (content, *former)) for (source, delivery, content), former in asked), known)


def sift(deliveries: Iterable[tuple[Key, Sequence[bytes]]], known: dict[Key, bytes]) -> list[Novelty]:
    """Compare each (key, digests of its content) with `known` and with those before it; adds the new ones to `known`.

    The first digest is the one that is kept.
    """
    novelties = []
    for key, contents in deliveries:
        first = known.get(key)
        if first is None:
            known[key] = contents[0]
            novelties.append(Novelty.NEW)
        else:
            novelties.append(Novelty.REPEATED if first == ANYTHING or first in contents else Novelty.CONFLICTING)
    return novelties
