"""One life of a client: connected, polling, recording; it ends when it is to stop, is stuck or fails."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from threading import Event
from typing import Any

from kafka import OffsetAndMetadata, TopicPartition
from kafka.errors import KafkaError
from kafka.structs import MemberState

from consumers.kafka.assignment import Assignment
from consumers.kafka.batch import Polled, following, read_batch
from consumers.kafka.connecting import find_topic_id, find_topic_ids
from consumers.kafka.lag import Lag
from consumers.kafka.status import ConsumerStatus
from consumers.kafka.watchdog import Watchdog
from domain.store.errors import StaleOffsets, StoreUnavailable
from domain.store.port import EventStore
from domain.store.values import Advance
from projections.garbage_collection import uninterrupted

POLL_MS = 1_000
"""Not less: a shorter poll can time out in the middle of joining the group and leave the client stuck."""


class ConsumerSession:
    """A connected client that feeds the store."""

    def __init__(
        self,
        consumer: Any,
        store: EventStore,
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
        self._identities = find_topic_ids(consumer, topics)
        self._assignment = Assignment(consumer)
        self._lag = Lag(consumer, self._assignment, status)
        consumer.subscribe(list(topics), listener=self._assignment)

    def live(self, stop: Event) -> None:
        """Poll and record until it is to stop; or until the client has to be given up, which is counted."""
        while not stop.is_set():
            with uninterrupted():  # a poll brings thousands of things that are let go together
                if not self._round():
                    self._status.rebuilt()
                    return

    def _round(self) -> bool:
        """One poll and what follows from it; False where the client has to be given up."""
        polled = self._consumer.poll(timeout_ms=POLL_MS)
        self._status.polled()
        self._status.rebalances += self._assignment.take_rebalances()
        state = self._consumer.group_metadata().state
        if self._watchdog.stuck(state) or self._made_anew():
            return False
        if polled:
            self._lag.heard()
            self._take(polled)
        elif self._lag.silent():
            self._look_around(state)
        self._place()
        return True

    def _made_anew(self) -> bool:
        """Whether a topic is another one by now, under the same name: it has to be read from its beginning."""
        return any(find_topic_id(self._consumer, topic) not in ("", known) for topic, known in self._identities.items())

    def _look_around(self, state: str) -> None:
        """When nothing comes: is the broker there, the store, and does it still say what it said (or was rewound)?"""
        if state == MemberState.STABLE or self._assignment.stands():
            self._lag.ask()
        try:
            known = self._store.feed_offsets()
        except StoreUnavailable as away:
            self._status.tell("store", str(away))
            return
        stands = self._assignment.stands()
        self._assignment.again([one for one, offset in stands.items() if known.get(self._key(one), 0) != offset])
        if stands:
            self._status.tell("store", None)

    def _place(self) -> None:
        """Put what the group has given where our own offsets say, and let it go on."""
        given = self._assignment.take()
        if not given:
            return
        try:
            known = self._store.feed_offsets()
        except StoreUnavailable as away:
            self._hold_back(given, away)
            return
        for partition in given:
            self._assignment.place(partition, known.get(self._key(partition), 0))
        self._lag.heard()

    def _take(self, polled: Polled) -> None:
        """Record what a poll has brought, and the offsets with it."""
        stands = self._assignment.stands()
        records = {partition: each for partition, each in polled.items() if partition in stands}
        self._assignment.again(polled.keys() - records.keys())  # taken and given meanwhile: they come again
        batch = read_batch(records, self._max_bytes)
        advances = [Advance(*self._key(one), stands[one], following(each)) for one, each in records.items()]
        try:
            done = self._store.record(batch.deliveries, places=batch.places, offsets=advances)
        except StaleOffsets:
            self._status.stale_batches += 1
            self._assignment.again(records)
        except StoreUnavailable as away:
            self._hold_back(records, away)
        else:
            self._status.tell("store", None)
            self._status.count(done, batch.not_ours)
            self._moved(records)

    def _key(self, partition: TopicPartition) -> tuple[str, str, int]:
        return (partition.topic, self._identities[partition.topic], partition.partition)

    def _hold_back(self, partitions: Collection[TopicPartition], away: StoreUnavailable) -> None:
        """The store is away: the client has moved past what it gave, so it goes back, and waits paused."""
        self._status.tell("store", str(away))
        self._assignment.again(partitions)

    def _moved(self, records: Polled) -> None:
        """Note where the partitions stand by now; and tell Kafka, for other people's tools alone."""
        told = {}
        for partition, each in records.items():
            self._assignment.stood(partition, following(each))
            told[partition] = OffsetAndMetadata(following(each), "", -1)
        self._lag.moved(records)
        with suppress(KafkaError):
            self._consumer.commit_async(told)
