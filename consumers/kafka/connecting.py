"""Connecting to Kafka with the options that keep the promises; the client's defaults would break them."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from kafka import KafkaConsumer
from kafka.errors import KafkaError
from kafka.net.compat import KafkaNetClient
from msgspec import Struct

from consumers.kafka.security import Brokers

T = TypeVar("T")

POLL_INTERVAL_MS = 300_000
"""Milliseconds that a slow batch may take before the group gives its partitions to another consumer."""
CONNECT_MS = 5_000
"""Milliseconds that one attempt to reach a broker may take; it is repeated."""


class BrokersAway(Exception):  # noqa: N818 - named for what it is
    """No broker has accepted the connection; the text says what that can mean."""


class TopicsMissing(Exception):  # noqa: N818 - named for what it is
    """Topics do not exist; the text names them."""


class Membership(Struct, frozen=True, kw_only=True):
    """The consumer group to join, and how much to read at once."""

    group: str | None
    """None: join no group, only ask."""
    session_seconds: float = 45.0
    batch: int = 10_000
    """The most records that one poll returns: each poll has to wait for the client's own thread."""


def connect_consumer(brokers: Brokers, membership: Membership) -> KafkaConsumer:
    """Connect a consumer that leaves the offsets to us; BrokersAway if no broker accepts it."""
    session = int(membership.session_seconds * 1_000)
    try:
        return create_client(
            KafkaConsumer,
            **brokers.options(),
            client_id="vouch",
            group_id=membership.group,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            isolation_level="read_committed",
            allow_auto_create_topics=False,
            max_poll_records=membership.batch,
            max_poll_interval_ms=POLL_INTERVAL_MS,
            session_timeout_ms=session,
            heartbeat_interval_ms=session // 5,
            max_partition_fetch_bytes=8 << 20,
            bootstrap_timeout_ms=CONNECT_MS,
            reconnect_backoff_max_ms=2_000,
            metrics_enabled=False,
        )
    except (KafkaError, OSError) as error:
        raise BrokersAway(brokers.unreachable()) from error


def find_topic_ids(consumer: Any, topics: Sequence[str]) -> dict[str, str]:
    """Find the identity of each topic in the client's metadata; TopicsMissing names those that do not exist.

    Asking for the partitions also makes the client know all topics before it joins the group; otherwise it would join
    twice.
    """
    _refuse_missing([topic for topic in topics if not consumer.partitions_for_topic(topic)])
    return {topic: find_topic_id(consumer, topic) for topic in topics}


def find_topic_id(consumer: Any, topic: str) -> str:
    """Find the identity of a topic: one that was deleted and created again has another. Empty if brokers give none."""
    # The client has no public way to ask for it; asking a broker each time would need another connection.
    found = consumer._cluster.topic_id(topic)
    return "" if found is None else str(found)


def _refuse_missing(missing: Sequence[str]) -> None:
    if missing:
        raise TopicsMissing(f"There is no topic {', '.join(missing)}: make it first, with its partitions.")


def create_client(create: Callable[..., T], **options: Any) -> T:
    """Create a Kafka client with `create`, passing on its errors; if it fails, its threads are stopped too.

    The library itself would leave a thread running behind a client that no broker accepted.
    """
    started: list[Any] = []

    def start(**given: Any) -> Any:
        started.append(KafkaNetClient(**given))
        return started[-1]

    try:
        return create(**options, kafka_client=start)
    except BaseException:
        for each in started:
            each.close()
        raise
