"""A session of a client: it polls and records until it is asked to stop, its client is stuck, or it fails."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from threading import Event
from typing import Any, Protocol

from kafka import OffsetAndMetadata, TopicPartition
from kafka.errors import KafkaError
from kafka.structs import MemberState

from consumers.kafka.assignment import Assignment
from consumers.kafka.batch import Polled, next_offset, read_batch
from consumers.kafka.connecting import find_topic_id, find_topic_ids
from consumers.kafka.lag import Lag
from consumers.kafka.status import ConsumerStatus
from consumers.kafka.watchdog import Watchdog
from domain.store.errors import StaleOffsets, StoreUnavailable
from domain.store.port import FeedRecorder, Progress
from domain.store.values import Advance, PartitionKey
from projections.garbage_collection import uninterrupted

POLL_MS = 1_000
"""Milliseconds. A shorter poll can time out in the middle of joining the group and leave the client stuck."""


class FeedStore(FeedRecorder, Progress, Protocol):
    """What the consumer needs of the store."""


class ConsumerSession:
    """Feeds the store from one connected client."""

    def __init__(
        self,
        consumer: Any,
        store: FeedStore,
        topics: Sequence[str],
        status: ConsumerStatus,
        watchdog: Watchdog,
        max_bytes: int,
    ) -> None:
        self._consumer = consumer
        self._store = store
        self._status = status
        self._watchdog = watchdog
        self._max_bytes = max_bytes
        self._topic_ids = find_topic_ids(consumer, topics)
        self._assignment = Assignment(consumer)
        self._lag = Lag(consumer, self._assignment, status)
        consumer.subscribe(list(topics), listener=self._assignment)

    def run(self, stop: Event) -> None:
        """Poll and record until `stop` is set, or until the client must be replaced, which is counted."""
        while not stop.is_set():
            with uninterrupted():  # a poll allocates thousands of objects that are freed together
                if not self.poll_once():
                    self._status.count_replaced_client()
                    return

    def poll_once(self) -> bool:
        """Poll once and record what came. Returns False if the client must be replaced."""
        polled = self._consumer.poll(timeout_ms=POLL_MS)
        self._status.note_poll()
        self._status.rebalances += self._assignment.take_rebalances()
        state = self._consumer.group_metadata().state
        if self._watchdog.is_stuck(state) or self._is_topic_replaced():
            return False
        if polled:
            self._lag.note_answer()
            self._record(polled)
        elif self._lag.is_silent():
            self._check_while_idle(state)
        self._resume_paused()
        return True

    def _is_topic_replaced(self) -> bool:
        """Tell whether a topic was deleted and created again: the new one must be read from its beginning."""
        return any(find_topic_id(self._consumer, topic) not in ("", known) for topic, known in self._topic_ids.items())

    def _check_while_idle(self, state: str) -> None:
        """Check that a broker and the store still answer, and pause partitions whose offsets were rewound."""
        if state == MemberState.STABLE or self._assignment.own_offsets():
            self._lag.ask_for_ends()
        try:
            stored = self._store.feed_offsets()
        except StoreUnavailable as away:
            self._status.set_trouble("store", str(away))
            return
        own = self._assignment.own_offsets()
        self._assignment.pause([one for one, offset in own.items() if stored.get(self._key(one), 0) != offset])
        if own:
            self._status.set_trouble("store", None)

    def _resume_paused(self) -> None:
        """Resume the paused partitions from the offsets in the store."""
        paused = self._assignment.take_paused()
        if not paused:
            return
        try:
            stored = self._store.feed_offsets()
        except StoreUnavailable as away:
            self._wait_for_store(paused, away)
            return
        for partition in paused:
            self._assignment.seek_and_resume(partition, stored.get(self._key(partition), 0))
        self._lag.note_answer()

    def _record(self, polled: Polled) -> None:
        """Record the polled records, and their offsets in the same transaction."""
        own = self._assignment.own_offsets()
        records = {partition: each for partition, each in polled.items() if partition in own}
        self._assignment.pause(polled.keys() - records.keys())  # taken and given meanwhile: they will come again
        batch = read_batch(records, self._max_bytes)
        advances = [Advance(*self._key(one), own[one], next_offset(each)) for one, each in records.items()]
        try:
            recording = self._store.record(batch.deliveries, places=batch.places, offsets=advances)
        except StaleOffsets:
            self._status.stale_batches += 1
            self._assignment.pause(records)
        except StoreUnavailable as away:
            self._wait_for_store(records, away)
        else:
            self._status.set_trouble("store", None)
            self._status.count(recording, batch.not_ours)
            self._note_progress(records)

    def _key(self, partition: TopicPartition) -> PartitionKey:
        return (partition.topic, self._topic_ids[partition.topic], partition.partition)

    def _wait_for_store(self, partitions: Collection[TopicPartition], away: StoreUnavailable) -> None:
        """Pause partitions while the store is away. The client has moved past their records, so it must seek back."""
        self._status.set_trouble("store", str(away))
        self._assignment.pause(partitions)

    def _note_progress(self, records: Polled) -> None:
        """Note the new offsets, and commit them to Kafka too: only for other people's tools."""
        committed = {}
        for partition, each in records.items():
            self._assignment.set_own_offset(partition, next_offset(each))
            committed[partition] = OffsetAndMetadata(next_offset(each), "", -1)
        self._lag.note_progress(records)
        with suppress(KafkaError):
            self._consumer.commit_async(committed)
