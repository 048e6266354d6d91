"""Reading what one poll has returned: deliveries with their places, and the next offset of each partition."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kafka import TopicPartition

from consumers.kafka.records import read_record, write_place
from domain.feed.delivery import Delivery, Unreadable

Polled = Mapping[TopicPartition, Sequence[Any]]
"""The records of one poll, by partition."""


class PolledBatch(NamedTuple):
    """Deliveries, the place of each, and how many records were not Vouch's."""

    deliveries: list[Delivery | Unreadable]
    places: list[str]
    not_ours: int


def read_batch(polled: Polled, max_bytes: int) -> PolledBatch:
    """Read all records of a poll. An event of more than `max_bytes` bytes is unreadable."""
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
                places.append(write_place(record.topic, record.partition, record.offset))
    return PolledBatch(deliveries, places, not_ours)


def next_offset(records: Sequence[Any]) -> int:
    """Find the offset after the last record. Only that one tells: compaction and transaction markers leave holes."""
    return int(records[-1].offset) + 1
