"""Partitions that the group gives and takes away. The client calls the listener on its own thread, so it only notes
them; the polling thread reads our own offsets, seeks there and resumes the partitions.
"""

from collections.abc import Iterable
from contextlib import suppress
from threading import Lock
from typing import Any

from kafka import ConsumerRebalanceListener, TopicPartition

_NOT_ASSIGNED = (KeyError, ValueError)
"""What the client raises for a partition that the group has taken away in the meantime."""


class Assignment(ConsumerRebalanceListener):  # type: ignore[misc]
    """Keeps new partitions paused until the polling thread has sought our own offset, and remembers these offsets."""

    def __init__(self, consumer: Any) -> None:
        self._consumer = consumer
        self._lock = Lock()
        self._paused: set[TopicPartition] = set()
        self._own_offsets: dict[TopicPartition, int] = {}
        self._rebalances = 0

    def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """Forget partitions that the group has taken away."""
        with self._lock:
            for partition in revoked:
                self._paused.discard(partition)
                self._own_offsets.pop(partition, None)

    def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """Pause partitions that the group has given: no record may come before we have sought our own offset."""
        self._rebalances += 1
        self.pause(assigned)

    def pause(self, partitions: Iterable[TopicPartition]) -> None:
        """Pause partitions until `seek_and_resume`: new ones, or those whose batch was not recorded or was stale."""
        for partition in partitions:
            with suppress(*_NOT_ASSIGNED):
                self._consumer.pause(partition)
            with self._lock:
                self._paused.add(partition)
                self._own_offsets.pop(partition, None)

    def take_paused(self) -> set[TopicPartition]:
        """Return the paused partitions, which the caller is going to resume."""
        with self._lock:
            taken, self._paused = self._paused, set()
        return taken

    def seek_and_resume(self, partition: TopicPartition, offset: int) -> None:
        """Resume a partition from our own `offset`; does nothing if it is not ours any more."""
        with suppress(*_NOT_ASSIGNED):
            self._consumer.seek(partition, offset)
            self.set_own_offset(partition, offset)
            self._consumer.resume(partition)

    def set_own_offset(self, partition: TopicPartition, offset: int) -> None:
        """Remember our own offset of a partition: everything before `offset` is recorded."""
        with self._lock:
            self._own_offsets[partition] = offset

    def own_offsets(self) -> dict[TopicPartition, int]:
        """Return our own offset of each partition that is ours and not paused."""
        with self._lock:
            return dict(self._own_offsets)

    def take_rebalances(self) -> int:
        """Return how often the group has given partitions since the last call."""
        with self._lock:
            counted, self._rebalances = self._rebalances, 0
        return counted
