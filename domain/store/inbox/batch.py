"""A batch as it was delivered: what can be recorded, what cannot be read, and where each of them stood."""

from collections.abc import Iterator, Sequence

from domain.feed.delivery import Delivery, Unreadable
from domain.store.dead_letters.letters import ParkedLetter
from domain.store.dead_letters.table import Parked, conflicting
from domain.store.inbox.repeats import Verdict
from domain.store.port import Recording


class Batch:
    """Deliveries and their places, told apart from what is unreadable."""

    def __init__(self, delivered: Sequence[Delivery | Unreadable], places: Sequence[str]) -> None:
        if len(delivered) != len(places):
            raise ValueError("every delivery needs its place")
        self._delivered = delivered
        self._places = places
        self.deliveries = [each for each in delivered if isinstance(each, Delivery)]

    def to_park(self, verdicts: Sequence[Verdict] | None) -> list[Parked]:
        """What is unreadable, and the conflicting among the deliveries, in the order in which they came."""
        all_new = verdicts is None
        if all_new and len(self.deliveries) == len(self._delivered):
            return []
        verdict_of = iter(verdicts or ())
        parked = []
        for each, place in zip(self._delivered, self._places, strict=True):
            if isinstance(each, Unreadable):
                parked.append(Parked(each, place))
            elif not all_new and next(verdict_of) is Verdict.CONFLICTING:
                parked.append(Parked(conflicting(each), place))
        return parked

    def recording(self, verdicts: Sequence[Verdict] | None, position: int, letters: list[ParkedLetter]) -> Recording:
        """What became of it, once it is recorded up to a position and these letters are told of."""
        read, readable = len(self._delivered), len(self.deliveries)
        new = readable if verdicts is None else verdicts.count(Verdict.NEW)
        conflicts = 0 if verdicts is None else verdicts.count(Verdict.CONFLICTING)
        parked = read - readable + conflicts
        return Recording(read, new, read - new - parked, parked, position, letters)


def shared_out(verdicts: Sequence[Verdict] | None, batches: Sequence[Batch]) -> list[Sequence[Verdict] | None]:
    """The verdicts over all batches, each batch its own; None where all were new."""
    if verdicts is None:
        return [None] * len(batches)
    return list(_slices(verdicts, [len(batch.deliveries) for batch in batches]))


def _slices(verdicts: Sequence[Verdict], sizes: Sequence[int]) -> Iterator[Sequence[Verdict]]:
    start = 0
    for size in sizes:
        yield verdicts[start : start + size]
        start += size
