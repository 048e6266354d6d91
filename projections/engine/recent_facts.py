"""Facts just routed, kept for the fold that follows: what is new need not be read and decoded a second time."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from domain.facts.base import Recorded
from domain.facts.catalogue import FACTS
from domain.store.port import EventStore
from domain.store.values import StoredRow
from projections.decoding import decode_each

LIMIT = 200_000
LIMIT_BYTES = 64 << 20
"""So many facts, and bytes of their states, are kept; beyond either all are forgotten, and read from the store."""

Facts = dict[str, list[Recorded[Any]]]


class RecentFacts:
    """All facts of the streams that began lately, up to the position of the last batch that was routed here.

    Only streams that nobody had seen or named before are kept, since of others there is more in the store. Where
    somebody else has routed meanwhile, nothing that is kept can be relied on.
    """

    def __init__(self, limit: int = LIMIT, limit_bytes: int = LIMIT_BYTES) -> None:
        self._limit = limit
        self._limit_bytes = limit_bytes
        self._facts: Facts = {}
        self._count = 0
        self._bytes = 0
        self._position = 0

    def clear(self) -> None:
        """Forget all facts."""
        self._facts.clear()
        self._count = 0
        self._bytes = 0

    def keep(self, store: EventStore, rows: Sequence[StoredRow], begun: Collection[str], after: int) -> None:
        """Keep the facts of a batch on streams that begin in it (`begun`) or are kept already.

        `after` is the position after which the batch was routed.
        """
        size = sum(len(row.state) for row in rows)
        if after != self._position or self._is_full(len(rows), size):
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
        self._bytes += sum(len(row.state) for row in wanted)
        self._position = rows[-1].position

    def _is_full(self, count: int, size: int) -> bool:
        return self._count + count > self._limit or self._bytes + size > self._limit_bytes

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
