"""Connecting a producer that keeps the order and loses nothing; the client's defaults would promise less."""

from contextlib import suppress

from kafka import KafkaProducer
from kafka.errors import KafkaError, KafkaTimeoutError

from consumers.kafka.connecting import CONNECT_MS, BrokersAway, TopicsMissing, create_client
from consumers.kafka.security import Brokers

DELIVERY_MS = 120_000
"""Milliseconds that the client itself goes on trying; then the relay connects again and sends the batch again."""
METADATA_MS = 3_000
"""Milliseconds; a topic counts as missing if no metadata has come by then."""
LARGEST_BYTES = 16 << 20
"""No message is too large for the client: whether one is too large for the topic, its broker says."""


class Producer(KafkaProducer):  # type: ignore[misc] # the client has no types
    """A producer that can be closed. If no broker answers, the client's own `close` raises, and it goes on sending."""

    def flush(self, timeout: float | None = None) -> None:
        """Wait until everything is sent, for `timeout` seconds at most; no error if something is still in flight."""
        with suppress(KafkaTimeoutError):
            super().flush(timeout)


def connect_producer(brokers: Brokers, topic: str) -> Producer:
    """Connect a producer for `topic`. TopicsMissing if there is none (none is created), BrokersAway if no answer."""
    try:
        producer = create_client(
            Producer,
            **brokers.options(),
            client_id="vouch-relay",
            enable_idempotence=True,
            acks="all",
            delivery_timeout_ms=DELIVERY_MS,
            max_request_size=LARGEST_BYTES,
            batch_size=128 << 10,
            max_block_ms=METADATA_MS,
            bootstrap_timeout_ms=CONNECT_MS,
            reconnect_backoff_max_ms=1_000,
            allow_auto_create_topics=False,
            metrics_enabled=False,
        )
    except (KafkaError, OSError) as error:
        raise BrokersAway(brokers.unreachable()) from error
    try:
        producer.partitions_for(topic)
    except KafkaTimeoutError as error:
        producer.close(timeout=0)
        raise TopicsMissing(f"There is no topic {topic}: make it first, with its partitions.") from error
    except KafkaError:
        producer.close(timeout=0)
        raise
    return producer
