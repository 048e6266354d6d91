"""Encoding facts for storage and decoding them, through the seam: the hot path of writing and of every read model."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from domain.facts import catalogue
from domain.facts.base import Recorded
from domain.feed.delivery import Delivery
from domain.store.seam import Seam
from domain.store.values import StoredRow


class States(NamedTuple):
    """States as they are stored, and how many personal values were left out since their streams are erased."""

    states: list[bytes]
    erased: int


class Codec:
    """Encodes and decodes facts. What holds nothing personal costs nothing."""

    def __init__(self, seam: Seam) -> None:
        self.seam = seam

    def states(self, streams: Sequence[str], deliveries: Sequence[Delivery], recorded_at: datetime) -> States:
        """Encode deliveries that are recorded together, each of its stream."""
        facts = [Recorded(d.source, d.id, d.time, recorded_at, d.fact, d.sequence, d.actor) for d in deliveries]
        return self.encode(streams, facts)

    def encode(self, streams: Sequence[str], facts: Sequence[Recorded[Any]]) -> States:
        """Encode facts, each of its stream."""
        sealed = self.seam.seal(streams, facts)
        return States(list(map(catalogue.encode, sealed.facts)), sealed.erased)

    def decode(self, row: StoredRow) -> Recorded[Any]:
        """Decode the fact in a row. LookupError for an unknown topic, ValueError for a damaged or an altered state."""
        return self.decode_rows([row])[0]

    def decode_rows(self, rows: Sequence[StoredRow]) -> list[Recorded[Any]]:
        """Decode the facts in the rows; the same errors as `decode`."""
        decode = catalogue.decode
        return self.seam.open(rows, [decode(topic, state) for _, _, _, topic, state in rows])


def recorded_from(delivery: Delivery, recorded_at: datetime) -> Recorded[Any]:
    """Make of a delivery the fact as it is kept."""
    given = delivery
    return Recorded(given.source, given.id, given.time, recorded_at, given.fact, given.sequence, given.actor)
