"""Measuring how far a consumer is behind: from the records it polls, and by asking the brokers when none come."""

from time import monotonic, time
from typing import Any

from kafka import TopicPartition
from kafka.errors import KafkaError

from consumers.kafka.assignment import Assignment
from consumers.kafka.batch import Polled, next_offset
from consumers.kafka.status import ConsumerStatus, PartitionStatus

ASK_SECONDS = 3.0
"""Seconds without an answer after which the partitions' ends are asked for: it shows whether a broker still answers."""
ANSWER_MS = 2_000
"""Milliseconds that the answer may take."""
SILENT = "Kafka does not answer: what was acknowledged is safe, and it is gone on with when a broker is back."


class Lag:
    """Keeps in a status how many records wait, and whether a broker answers."""

    def __init__(self, consumer: Any, assignment: Assignment, status: ConsumerStatus) -> None:
        self._consumer = consumer
        self._assignment = assignment
        self._status = status
        self._answered_at = monotonic()

    def note_answer(self) -> None:
        """Note that a broker has answered just now."""
        self._answered_at = monotonic()
        self._status.set_trouble("kafka", None)

    def note_progress(self, records: Polled) -> None:
        """Note that these records are recorded."""
        for partition, each in records.items():
            offset = next_offset(each)
            waiting = max(0, (self._highwater(partition) or offset) - offset)
            oldest = each[-1].timestamp / 1_000 if waiting else None
            self._set(partition, PartitionStatus(offset, waiting, oldest))

    def is_silent(self) -> bool:
        """Tell whether no broker has answered for ASK_SECONDS."""
        return monotonic() - self._answered_at >= ASK_SECONDS

    def ask_for_ends(self) -> None:
        """Ask the brokers for the ends of our partitions, and note how many records wait."""
        try:
            ours = list(self._consumer.assignment())
            ends = self._consumer.end_offsets(ours, timeout_ms=ANSWER_MS)
        except KafkaError:
            self._status.set_trouble("kafka", SILENT)
            return
        self.note_answer()
        self._note_ends(ends)

    def _note_ends(self, ends: dict[TopicPartition, int]) -> None:
        before = self._status.partitions()
        for partition, end in ends.items():
            key = (partition.topic, partition.partition)
            known = before.get(key)
            offset = self._assignment.own_offsets().get(partition, known.next_offset if known else 0)
            waiting = max(0, end - offset)
            since = known.oldest if known is not None and known.oldest is not None else time()
            self._set(partition, PartitionStatus(offset, waiting, since if waiting else None))
        self._status.keep_only({(partition.topic, partition.partition) for partition in ends})

    def _highwater(self, partition: TopicPartition) -> int | None:
        try:
            found: int | None = self._consumer.highwater(partition)
        except (KafkaError, KeyError):  # taken away by the group in the meantime
            return None
        return found

    def _set(self, partition: TopicPartition, status: PartitionStatus) -> None:
        self._status.set_partition((partition.topic, partition.partition), status)
