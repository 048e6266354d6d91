"""Connecting to Kafka with the options that keep the promises; the client's defaults would break them."""

from collections.abc import Sequence
from typing import Any

from kafka import KafkaAdminClient, KafkaConsumer
from kafka.errors import KafkaError
from msgspec import Struct

from consumers.kafka.clients import connected
from consumers.kafka.security import Brokers

POLL_INTERVAL_MS = 300_000
"""A slow batch may take so long before the group gives its partitions to somebody else."""
CONNECT_MS = 5_000
"""So long one attempt to reach a broker takes; it is repeated."""


class BrokersAway(Exception):  # noqa: N818 - named for what it is
    """No broker has let us in; the text says what that can mean."""


class TopicsMissing(Exception):  # noqa: N818 - named for what it is
    """Topics that are not there; the text names them."""


class Membership(Struct, frozen=True, kw_only=True):
    """In which group one reads, and how much at once."""

    group: str | None
    """None: in none, to ask only."""
    session_seconds: float = 45.0
    batch: int = 10_000
    """Records that one poll brings at most: each poll costs waiting for the client's own thread."""


def connect_consumer(brokers: Brokers, membership: Membership) -> KafkaConsumer:
    """A consumer in a group whose offsets are ours; BrokersAway where nobody lets it in."""
    session = int(membership.session_seconds * 1_000)
    try:
        return connected(
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


def identities(consumer: Any, topics: Sequence[str]) -> dict[str, str]:
    """The identity of each topic, as the client has last heard it; TopicsMissing names those that are not there.

    Asking for the partitions also makes the client know all topics before it joins the group, which keeps it from
    joining twice.
    """
    _refuse_missing([topic for topic in topics if not consumer.partitions_for_topic(topic)])
    return {topic: identity_of(consumer, topic) for topic in topics}


def identity_of(consumer: Any, topic: str) -> str:
    """The identity of a topic: one that was deleted and made anew has another. Empty where brokers tell none."""
    # The client keeps it to itself; asking a broker again and again would need a connection more.
    found = consumer._cluster.topic_id(topic)
    return "" if found is None else str(found)


def topic_ids(brokers: Brokers, topics: Sequence[str]) -> dict[str, str]:
    """The identity of each topic, asked for anew; TopicsMissing names those that are not there."""
    admin = connect_admin(brokers)
    try:
        described = admin.describe_topics(list(topics))
    except KafkaError as error:
        raise BrokersAway(brokers.unreachable()) from error
    finally:
        admin.close()
    found = {each["name"]: str(each["topic_id"]) for each in described if not each["error_code"]}
    _refuse_missing([topic for topic in topics if topic not in found])
    return found


def connect_admin(brokers: Brokers) -> KafkaAdminClient:
    """A client that asks about topics; BrokersAway where nobody lets it in."""
    try:
        return connected(KafkaAdminClient, **brokers.options(), client_id="vouch", bootstrap_timeout_ms=CONNECT_MS)
    except (KafkaError, OSError) as error:
        raise BrokersAway(brokers.unreachable()) from error


def _refuse_missing(missing: Sequence[str]) -> None:
    if missing:
        raise TopicsMissing(f"There is no topic {', '.join(missing)}: make it first, with its partitions.")
