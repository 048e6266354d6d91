"""How many records wait in each partition, asked from outside: by our own offsets and the ends of the partitions."""

from collections.abc import Mapping, Sequence

from kafka import TopicPartition
from kafka.errors import KafkaError

from consumers.kafka.connecting import BrokersAway, Membership, connect_consumer, find_topic_ids
from consumers.kafka.security import Brokers
from domain.store.values import PartitionKey

ANSWER_MS = 5_000


def waiting(brokers: Brokers, topics: Sequence[str], known: Mapping[PartitionKey, int]) -> dict[tuple[str, int], int]:
    """Records after our own offset, by topic and partition. BrokersAway, TopicsMissing."""
    consumer = connect_consumer(brokers, Membership(group=None))
    try:
        found = find_topic_ids(consumer, topics)
        ours = [TopicPartition(topic, number) for topic in topics for number in consumer.partitions_for_topic(topic)]
        ends: dict[TopicPartition, int] = consumer.end_offsets(ours, timeout_ms=ANSWER_MS)
        begins: dict[TopicPartition, int] = consumer.beginning_offsets(ours, timeout_ms=ANSWER_MS)
    except KafkaError as error:
        raise BrokersAway(brokers.unreachable()) from error
    finally:
        consumer.close(autocommit=False, timeout_ms=ANSWER_MS)
    counted = {}
    for one in sorted(ours):
        stands = max(known.get((one.topic, found[one.topic], one.partition), 0), begins[one])
        counted[one.topic, one.partition] = max(0, ends[one] - stands)
    return counted
