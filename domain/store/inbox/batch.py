"""A batch as it was delivered: what can be recorded, what cannot be read, and the place of each."""

from collections.abc import Iterator, Sequence

from domain.feed.delivery import Delivery, Unreadable
from domain.store.dead_letters.table import Parked, describe_conflict
from domain.store.inbox.repeats import Novelty
from domain.store.values import DeadLetterNotice, Recording


class DeliveredBatch:
    """What one caller has delivered, with a place for each, such as a file and line."""

    def __init__(self, delivered: Sequence[Delivery | Unreadable], places: Sequence[str]) -> None:
        if len(delivered) != len(places):
            raise ValueError("every delivery needs its place")
        self._delivered = delivered
        self._places = places
        self.deliveries = [each for each in delivered if isinstance(each, Delivery)]

    def to_park(self, novelties: Sequence[Novelty] | None) -> list[Parked]:
        """Collect what cannot be read and the conflicting resends, in the order in which they came.

        `novelties` has one for each delivery that can be read; None: all are new.
        """
        all_new = novelties is None
        if all_new and len(self.deliveries) == len(self._delivered):
            return []
        novelty_of = iter(novelties or ())
        parked = []
        for each, place in zip(self._delivered, self._places, strict=True):
            if isinstance(each, Unreadable):
                parked.append(Parked(each, place))
            elif not all_new and next(novelty_of) is Novelty.CONFLICTING:
                parked.append(Parked(describe_conflict(each), place))
        return parked

    def summarise(
        self, novelties: Sequence[Novelty] | None, position: int, notices: list[DeadLetterNotice]
    ) -> Recording:
        """Count what became of the batch. `position` is the store's last one, `notices` those of its dead letters."""
        read, readable = len(self._delivered), len(self.deliveries)
        new = readable if novelties is None else novelties.count(Novelty.NEW)
        conflicts = 0 if novelties is None else novelties.count(Novelty.CONFLICTING)
        parked = read - readable + conflicts
        return Recording(read, new, read - new - parked, parked, position, notices)


def split_novelties(
    novelties: Sequence[Novelty] | None, batches: Sequence[DeliveredBatch]
) -> list[Sequence[Novelty] | None]:
    """Split the novelties of all deliveries into those of each batch; None where all are new."""
    if novelties is None:
        return [None] * len(batches)
    return list(_slice(novelties, [len(batch.deliveries) for batch in batches]))


def _slice(novelties: Sequence[Novelty], sizes: Sequence[int]) -> Iterator[Sequence[Novelty]]:
    start = 0
    for size in sizes:
        yield novelties[start : start + size]
        start += size
