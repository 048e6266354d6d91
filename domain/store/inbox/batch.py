"""A batch as it was delivered: what can be recorded, what cannot be read, and where each of them stood."""

from collections.abc import Iterator, Sequence

from domain.feed.delivery import Delivery, Unreadable
from domain.store.dead_letters.letters import DeadLetterNotice
from domain.store.dead_letters.table import Parked, conflicting
from domain.store.inbox.repeats import Novelty
from domain.store.port import Recording


class DeliveredBatch:
    """Deliveries and their places, told apart from what is unreadable."""

    def __init__(self, delivered: Sequence[Delivery | Unreadable], places: Sequence[str]) -> None:
        if len(delivered) != len(places):
            raise ValueError("every delivery needs its place")
        self._delivered = delivered
        self._places = places
        self.deliveries = [each for each in delivered if isinstance(each, Delivery)]

    def to_park(self, novelties: Sequence[Novelty] | None) -> list[Parked]:
        """What is unreadable, and the conflicting among the deliveries, in the order in which they came."""
        all_new = novelties is None
        if all_new and len(self.deliveries) == len(self._delivered):
            return []
        novelty_of = iter(novelties or ())
        parked = []
        for each, place in zip(self._delivered, self._places, strict=True):
            if isinstance(each, Unreadable):
                parked.append(Parked(each, place))
            elif not all_new and next(novelty_of) is Novelty.CONFLICTING:
                parked.append(Parked(conflicting(each), place))
        return parked

    def recording(
        self, novelties: Sequence[Novelty] | None, position: int, letters: list[DeadLetterNotice]
    ) -> Recording:
        """What became of it, once it is recorded up to a position and these letters are told of."""
        read, readable = len(self._delivered), len(self.deliveries)
        new = readable if novelties is None else novelties.count(Novelty.NEW)
        conflicts = 0 if novelties is None else novelties.count(Novelty.CONFLICTING)
        parked = read - readable + conflicts
        return Recording(read, new, read - new - parked, parked, position, letters)


def shared_out(
    novelties: Sequence[Novelty] | None, batches: Sequence[DeliveredBatch]
) -> list[Sequence[Novelty] | None]:
    """The novelties over all batches, each batch its own; None where all were new."""
    if novelties is None:
        return [None] * len(batches)
    return list(_slices(novelties, [len(batch.deliveries) for batch in batches]))


def _slices(novelties: Sequence[Novelty], sizes: Sequence[int]) -> Iterator[Sequence[Novelty]]:
    start = 0
    for size in sizes:
        yield novelties[start : start + size]
        start += size
