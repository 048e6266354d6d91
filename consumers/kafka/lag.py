"""How far a client is behind: by what comes with its records, and by asking when none come."""

from time import monotonic, time
from typing import Any

from kafka import TopicPartition
from kafka.errors import KafkaError

from consumers.kafka.assignment import Assignment
from consumers.kafka.batch import Polled, following
from consumers.kafka.status import ConsumerStatus, PartitionStatus

ASK_SECONDS = 3.0
"""So long nothing comes before the ends of the partitions are asked for: it shows whether a broker answers at all."""
ANSWER_MS = 2_000
SILENT = "Kafka does not answer: what was acknowledged is safe, and it is gone on with when a broker is back."


class Lag:
    """Tells a status how many records wait, and whether a broker answers."""

    def __init__(self, consumer: Any, assignment: Assignment, status: ConsumerStatus) -> None:
        self._consumer = consumer
        self._assignment = assignment
        self._status = status
        self._heard = monotonic()

    def heard(self) -> None:
        """A broker has answered."""
        self._heard = monotonic()
        self._status.tell("kafka", None)

    def moved(self, records: Polled) -> None:
        """Partitions have got to the end of these records."""
        for partition, each in records.items():
            stands = following(each)
            waiting = max(0, (self._highwater(partition) or stands) - stands)
            oldest = each[-1].timestamp / 1_000 if waiting else None
            self._tell(partition, PartitionStatus(stands, waiting, oldest))

    def silent(self) -> bool:
        """Whether nothing has been heard for a while."""
        return monotonic() - self._heard >= ASK_SECONDS

    def ask(self) -> None:
        """Ask for the ends of the partitions that are ours."""
        try:
            ours = list(self._consumer.assignment())
            ends = self._consumer.end_offsets(ours, timeout_ms=ANSWER_MS)
        except KafkaError:
            self._status.tell("kafka", SILENT)
            return
        self.heard()
        self._found(ends)

    def _found(self, ends: dict[TopicPartition, int]) -> None:
        before = self._status.partitions()
        for partition, end in ends.items():
            key = (partition.topic, partition.partition)
            known = before.get(key)
            stands = self._assignment.stands().get(partition, known.next_offset if known else 0)
            waiting = max(0, end - stands)
            since = known.oldest if known is not None and known.oldest is not None else time()
            self._tell(partition, PartitionStatus(stands, waiting, since if waiting else None))
        self._status.kept({(partition.topic, partition.partition) for partition in ends})

    def _highwater(self, partition: TopicPartition) -> int | None:
        try:
            found: int | None = self._consumer.highwater(partition)
        except (KafkaError, KeyError):  # given away in the meantime
            return None
        return found

    def _tell(self, partition: TopicPartition, status: PartitionStatus) -> None:
        self._status.moved((partition.topic, partition.partition), status)
