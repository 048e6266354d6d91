"""Facts just routed, kept for the fold that follows: what is new need not be read and decoded a second time."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from domain.facts.base import Recorded
from domain.facts.catalogue import FACTS
from domain.store.port import EventStore
from domain.store.values import StoredRow
from projections.decoding import decode_each

LIMIT = 200_000
"""How many facts are kept at most; beyond it all are forgotten, and read from the store when they are needed."""

Facts = dict[str, list[Recorded[Any]]]


class RecentFacts:
    """All facts of the streams that began lately, up to the position of the last batch that was routed here.

    Only streams that nobody had seen or named before are kept, since of others there is more in the store. Where
    somebody else has routed meanwhile, nothing that is kept can be relied on.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._facts: Facts = {}
        self._count = 0
        self._position = 0

    def clear(self) -> None:
        """Forget all facts."""
        self._facts.clear()
        self._count = 0

    def keep(self, store: EventStore, rows: Sequence[StoredRow], begun: Collection[str], after: int) -> None:
        """Keep the facts of a batch on streams that begin in it (`begun`) or are kept already.

        `after` is the position after which the batch was routed.
        """
        if after != self._position or self._count + len(rows) > self._limit:
            self.clear()
        kept = self._facts
        begun = set(begun)
        wanted = [row for row in rows if (row.stream in begun or row.stream in kept) and row.topic in FACTS]
        for row, fact, _ in decode_each(store, wanted):
            if fact is None:  # whose it is will be found by whoever reads the store
                self.clear()
                break
            kept.setdefault(row.stream, []).append(fact)
        self._count += len(wanted)
        self._position = rows[-1].position

    def find(self, streams: Iterable[str], up_to: int) -> tuple[Facts, list[str]]:
        """Find the facts of the streams that are kept whole up to the position; returns them and the other streams."""
        if up_to != self._position:
            return {}, list(streams)
        found: Facts = {}
        missing = []
        for stream in streams:
            facts = self._facts.get(stream)
            if facts is None:
                missing.append(stream)
            else:
                found[stream] = facts
        return found, missing
