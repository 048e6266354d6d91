"""Encoding facts for storage and decoding them, through the seam: the hot path of writing and of every read model."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from domain.facts import catalogue
from domain.facts.base import Fact, Recorded
from domain.feed.delivery import Delivery
from domain.store.seam import PlainSeam, Seam
from domain.store.values import StoredRow


class Codec:
    """Encodes and decodes facts. The plain seam is never called: it must cost nothing."""

    def __init__(self, seam: Seam) -> None:
        self.seam = seam
        self._plain = isinstance(seam, PlainSeam)

    def states(self, deliveries: Sequence[Delivery], recorded_at: datetime) -> list[bytes]:
        """Encode deliveries that are recorded together."""
        encode = catalogue.encode
        if self._plain:
            return [
                encode(Recorded(d.source, d.id, d.time, recorded_at, d.fact, d.sequence, d.actor)) for d in deliveries
            ]
        seal = self._seal
        return [
            encode(Recorded(d.source, d.id, d.time, recorded_at, seal(d.stream, d.fact), d.sequence, d.actor))
            for d in deliveries
        ]

    def state(self, recorded: Recorded[Any]) -> bytes:
        """Encode one event."""
        return catalogue.encode(replace(recorded, data=self._seal(recorded.stream, recorded.data)))

    def decode(self, row: StoredRow) -> Recorded[Any]:
        """Decode the fact in a row. LookupError for an unknown topic, ValueError for a damaged state."""
        return self._open(row.stream, catalogue.decode(row.topic, row.state))

    def decode_rows(self, rows: Sequence[StoredRow]) -> list[Recorded[Any]]:
        """Decode the facts in the rows; the same errors as `decode`."""
        decode = catalogue.decode
        if self._plain:
            return [decode(topic, state) for _, _, _, topic, state in rows]
        open_ = self._open
        return [open_(stream, decode(topic, state)) for _, stream, _, topic, state in rows]

    def _seal(self, stream: str, fact: Fact) -> Fact:
        return self.seam.seal(stream, fact) if fact.PERSONAL else fact

    def _open(self, stream: str, recorded: Recorded[Any]) -> Recorded[Any]:
        if not recorded.data.PERSONAL or self._plain:
            return recorded
        return replace(recorded, data=self.seam.open(stream, recorded.data))


def recorded_from(delivery: Delivery, recorded_at: datetime) -> Recorded[Any]:
    """Make of a delivery the fact as it is kept."""
    given = delivery
    return Recorded(given.source, given.id, given.time, recorded_at, given.fact, given.sequence, given.actor)
