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


def find_novelties(session: Session, deliveries: Sequence[InboxRow]) -> list[Novelty]:
    """Look up in the inbox which of the deliveries are new; one novelty for each."""
    by_source: dict[int, set[str]] = {}
    for source, delivery, _ in deliveries:
        by_source.setdefault(source, set()).add(delivery)
    known = {
        (source, delivery): content
        for source, ids in by_source.items()
        for delivery, content in session.known(source, sorted(ids))
        if content is not None
    }
    return sift((((source, delivery), content) for source, delivery, content in deliveries), known)


def sift(deliveries: Iterable[tuple[Key, bytes]], known: dict[Key, bytes]) -> list[Novelty]:
    """Compare each (key, content) with `known` and with those before it; adds the new ones to `known`."""
    novelties = []
    for key, content in deliveries:
        first = known.get(key)
        if first is None:
            known[key] = content
            novelties.append(Novelty.NEW)
        else:
            novelties.append(Novelty.REPEATED if first == content else Novelty.CONFLICTING)
    return novelties
