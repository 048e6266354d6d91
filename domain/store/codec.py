"""Facts to what is stored and back, through the seam: the hot path of writing and of every read model."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from domain.facts import catalogue
from domain.facts.base import Fact, Recorded
from domain.feed.delivery import Delivery
from domain.store.port import StoredRow
from domain.store.seam import PlainSeam, Seam


class Codec:
    """Encodes and decodes with one seam. The plain one is gone past altogether: it must cost nothing."""

    def __init__(self, seam: Seam) -> None:
        self.seam = seam
        self._plain = isinstance(seam, PlainSeam)

    def states(self, deliveries: Sequence[Delivery], recorded_at: datetime) -> list[bytes]:
        """The states of deliveries that are recorded together."""
        encode = catalogue.encode
        if self._plain:
            return [encode(Recorded(d.source, d.id, d.time, recorded_at, d.fact, d.sequence)) for d in deliveries]
        sealed = self._sealed
        return [encode(Recorded(d.source, d.id, d.time, recorded_at, sealed(d.fact), d.sequence)) for d in deliveries]

    def state(self, recorded: Recorded[Any]) -> bytes:
        """The state of one event."""
        return catalogue.encode(replace(recorded, data=self._sealed(recorded.data)))

    def decode(self, row: StoredRow) -> Recorded[Any]:
        """The fact in a row; LookupError for a topic that nobody knows, ValueError for a damaged state."""
        return self._opened(row.stream, catalogue.decode(row.topic, row.state))

    def decode_rows(self, rows: Sequence[StoredRow]) -> list[Recorded[Any]]:
        """The facts in the rows; errors as of `decode`."""
        decode = catalogue.decode
        if self._plain:
            return [decode(topic, state) for _, _, _, topic, state in rows]
        opened = self._opened
        return [opened(stream, decode(topic, state)) for _, stream, _, topic, state in rows]

    def _sealed(self, fact: Fact) -> Fact:
        return self.seam.seal(fact.stream, fact) if fact.PERSONAL else fact

    def _opened(self, stream: str, recorded: Recorded[Any]) -> Recorded[Any]:
        if not recorded.data.PERSONAL or self._plain:
            return recorded
        return replace(recorded, data=self.seam.open(stream, recorded.data))
