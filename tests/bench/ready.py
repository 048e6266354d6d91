"""Rows made ready: exactly what recording a feed would write into the tables, without having to write it yet."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from consumers.feed.line import Line
from domain.feed.delivery import Delivery
from domain.feed.reading import read_event
from domain.store.codec import Codec
from domain.store.instants import to_micros
from domain.store.session import EventRow, InboxRow
from tests.support.sealing import make_seam

_AT = datetime(2015, 3, 1, tzinfo=UTC)


class Ready(NamedTuple):
    """The rows of one batch: events, inbox (in the order of its key), and the instant of the recording."""

    events: list[EventRow]
    inbox: list[InboxRow]
    instant: int


class Maker:
    """Makes the rows of one batch after the other; knows the versions of all streams so far."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory()
        self._codec = Codec(make_seam(Path(self._folder.name)))
        self._versions: dict[str, int] = {}
        self._sources: dict[str, int] = {}

    def rows(self, batch: Sequence[Line]) -> Ready:
        """The rows of a batch whose events are all readable and new."""
        deliveries = [event for line in batch if isinstance(event := read_event(line.raw), Delivery)]
        assert len(deliveries) == len(batch)
        states = self._codec.states([each.stream for each in deliveries], deliveries, _AT).states
        events = [self._event(each, state) for each, state in zip(deliveries, states, strict=True)]
        inbox = sorted(
            (self._number(each.source), each.id, self._codec.seam.digest_content(each.content)) for each in deliveries
        )
        return Ready(events, inbox, to_micros(_AT))

    def _event(self, delivery: Delivery, state: bytes) -> EventRow:
        stream = delivery.stream
        version = self._versions[stream] = self._versions.get(stream, 0) + 1
        return (stream, version, delivery.fact.TOPIC, state)

    def _number(self, source: str) -> int:
        return self._sources.setdefault(source, len(self._sources) + 1)
