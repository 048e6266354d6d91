"""A producer that keeps order and forgets nothing; the client's defaults would promise less."""

from contextlib import suppress

from kafka import KafkaProducer
from kafka.errors import KafkaError, KafkaTimeoutError

from consumers.kafka.connecting import CONNECT_MS, BrokersAway, TopicsMissing, create_client
from consumers.kafka.security import Brokers

DELIVERY_MS = 120_000
"""So long the client itself goes on trying; then the relay connects anew and sends from where it stood."""
METADATA_MS = 3_000
"""A topic of which the brokers have told nothing for so long is not there."""
LARGEST_BYTES = 16 << 20
"""Nothing is too large for the client: what is too large for a topic, its broker says."""


class Producer(KafkaProducer):  # type: ignore[misc] # the client has no types
    """One that can be let go of. The client's own `close` gives up, and goes on sending, where no broker answers."""

    def flush(self, timeout: float | None = None) -> None:
        """As the client's, but what is still under way after so many seconds is no error."""
        with suppress(KafkaTimeoutError):
            super().flush(timeout)


def connect_producer(brokers: Brokers, topic: str) -> Producer:
    """A producer for a topic. TopicsMissing where it is not there: it is never made; BrokersAway where none answers."""
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
