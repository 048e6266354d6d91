"""What one poll has brought, read: deliveries with their places, and how far each partition has come with them."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kafka import TopicPartition

from consumers.kafka.records import place_of, read_record
from domain.feed.delivery import Delivery, Unreadable

Polled = Mapping[TopicPartition, Sequence[Any]]


class PolledBatch(NamedTuple):
    """Deliveries, the places they stand at, and how many records were not ours."""

    deliveries: list[Delivery | Unreadable]
    places: list[str]
    not_ours: int


def read_batch(polled: Polled, max_bytes: int) -> PolledBatch:
    """Read everything that a poll has brought."""
    deliveries: list[Delivery | Unreadable] = []
    places: list[str] = []
    not_ours = 0
    for records in polled.values():
        for record in records:
            read = read_record(record.headers, record.value, max_bytes=max_bytes)
            if read is None:
                not_ours += 1
            else:
                deliveries.append(read)
                places.append(place_of(record.topic, record.partition, record.offset))
    return PolledBatch(deliveries, places, not_ours)


def following(records: Sequence[Any]) -> int:
    """The offset after the last of them. Compaction and transaction markers leave holes: only the last one tells."""
    return int(records[-1].offset) + 1
