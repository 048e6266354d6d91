"""Counting the records that wait in each partition, without joining the group: its end less our own offset."""

from collections.abc import Mapping, Sequence

from kafka import TopicPartition
from kafka.errors import KafkaError

from consumers.kafka.connecting import BrokersAway, Membership, connect_consumer, find_topic_ids
from consumers.kafka.security import Brokers
from domain.store.values import PartitionKey

ANSWER_MS = 5_000
"""Milliseconds that each answer may take."""


def count_waiting(
    brokers: Brokers, topics: Sequence[str], own_offsets: Mapping[PartitionKey, int]
) -> dict[tuple[str, int], int]:
    """Count the records after our `own_offsets`, by topic and partition. Raises BrokersAway or TopicsMissing."""
    consumer = connect_consumer(brokers, Membership(group=None))
    try:
        topic_ids = find_topic_ids(consumer, topics)
        ours = [TopicPartition(topic, number) for topic in topics for number in consumer.partitions_for_topic(topic)]
        ends: dict[TopicPartition, int] = consumer.end_offsets(ours, timeout_ms=ANSWER_MS)
        begins: dict[TopicPartition, int] = consumer.beginning_offsets(ours, timeout_ms=ANSWER_MS)
    except KafkaError as error:
        raise BrokersAway(brokers.unreachable()) from error
    finally:
        consumer.close(autocommit=False, timeout_ms=ANSWER_MS)
    counted = {}
    for one in sorted(ours):
        offset = max(own_offsets.get((one.topic, topic_ids[one.topic], one.partition), 0), begins[one])
        counted[one.topic, one.partition] = max(0, ends[one] - offset)
    return counted
