"""Partitions given and taken by the group. The client's listener runs on its own thread and may only take note:
the thread that polls reads our offsets, seeks there and lets the partitions go on."""

from collections.abc import Iterable
from contextlib import suppress
from threading import Lock
from typing import Any

from kafka import ConsumerRebalanceListener, TopicPartition

_GONE = (KeyError, ValueError)
"""What the client says about a partition that the group has given away in the meantime."""


class Assignment(ConsumerRebalanceListener):  # type: ignore[misc]
    """Holds back whatever the group gives until the polling thread has placed it, and knows where each one stands."""

    def __init__(self, consumer: Any) -> None:
        self._consumer = consumer
        self._lock = Lock()
        self._unplaced: set[TopicPartition] = set()
        self._stands: dict[TopicPartition, int] = {}
        self._rebalances = 0

    def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """They belong to somebody else: nothing is to be placed any more."""
        with self._lock:
            for partition in revoked:
                self._unplaced.discard(partition)
                self._stands.pop(partition, None)

    def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """They are ours: not a record of them before they stand where our own offsets say."""
        self._rebalances += 1
        self.again(assigned)

    def again(self, partitions: Iterable[TopicPartition]) -> None:
        """These must be placed anew: just given, or somebody else has moved on, or a batch could not be kept."""
        for partition in partitions:
            with suppress(*_GONE):
                self._consumer.pause(partition)
            with self._lock:
                self._unplaced.add(partition)
                self._stands.pop(partition, None)

    def take(self) -> set[TopicPartition]:
        """What is to be placed, to be done now."""
        with self._lock:
            taken, self._unplaced = self._unplaced, set()
        return taken

    def place(self, partition: TopicPartition, offset: int) -> None:
        """Let a partition go on from an offset; nothing if it is not ours any more."""
        with suppress(*_GONE):
            self._consumer.seek(partition, offset)
            self.stood(partition, offset)
            self._consumer.resume(partition)

    def stood(self, partition: TopicPartition, offset: int) -> None:
        """By now, our own offset of a partition is this one."""
        with self._lock:
            self._stands[partition] = offset

    def stands(self) -> dict[TopicPartition, int]:
        """Our own offset of each partition that goes on."""
        with self._lock:
            return dict(self._stands)

    def take_rebalances(self) -> int:
        """How often the group has given something since this was last asked."""
        with self._lock:
            counted, self._rebalances = self._rebalances, 0
        return counted
