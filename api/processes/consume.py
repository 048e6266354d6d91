"""Consuming: feeds the store from Kafka, with health and metrics beside it, until it is asked to stop."""

import logging
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import structlog
from prometheus_client import CollectorRegistry, PlatformCollector, ProcessCollector

from api.logs import log_json
from api.processes.brokers import brokers_of
from api.processes.consumer_metrics import ConsumerMetrics
from api.processes.health_server import HealthServer
from api.processes.signals import stopped_by_signals
from api.settings import Settings, SettingsWrong
from consumers.kafka.connecting import Membership, connect_consumer
from consumers.kafka.consumer import FeedConsumer
from consumers.kafka.status import ConsumerStatus
from domain.store.opening import open_store
from domain.store.seam import PlainSeam

PATIENCE = 1.0
"""Seconds for which a database that is away is tried again before the consumer says so, and pauses."""
SILENCE = 60.0
"""Seconds without asking for records after which the consumer is not in order."""

log = structlog.get_logger(__name__)


def consume(settings: Settings, *, rewind: bool = False) -> None:
    """Feed the store of the settings until SIGTERM or SIGINT; then end within five seconds.

    `rewind` forgets first how far the topics were read: all of it comes again, and changes nothing.
    """
    brokers, topics = brokers_of(settings), topics_of(settings)
    membership = Membership(group=settings.kafka_group, session_seconds=settings.kafka_session_seconds)
    log_json(settings.log_level)
    logging.getLogger("kafka").setLevel(logging.WARNING)
    store = open_store(settings.store, timezone=settings.timezone, seam=PlainSeam(), patience=PATIENCE)
    status = ConsumerStatus()
    consumer = FeedConsumer(
        store,
        topics,
        lambda: connect_consumer(brokers, membership),
        status,
        max_bytes=settings.max_event_bytes,
        stuck_seconds=settings.kafka_stuck_seconds,
    )
    try:
        if rewind:
            store.rewind_offsets(topics)
        with stopped_by_signals() as stop, _health(settings, status):
            log.info("consumer_starts", topics=topics, group=settings.kafka_group)
            consumer.run(stop)
            log.info("consumer_ends", recorded=status.recorded, repeated=status.repeated, parked=status.parked)
    finally:
        store.close()


def topics_of(settings: Settings) -> tuple[str, ...]:
    """The topics of the feed; SettingsWrong where there is none."""
    topics = tuple(dict.fromkeys(name.strip() for name in settings.kafka_topics.split(",") if name.strip()))
    if not topics:
        raise SettingsWrong("VOUCH_KAFKA_TOPICS names no topic (several are separated by commas).")
    return topics


def _health(settings: Settings, status: ConsumerStatus) -> AbstractContextManager[Any]:
    if settings.health_port is None:
        return nullcontext()
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    registry.register(ConsumerMetrics(status))
    return HealthServer(settings.host, settings.health_port, registry, lambda: checks(status))


def checks(status: ConsumerStatus) -> dict[str, str | None]:
    """What is wrong with each part of a consumer."""
    silent = status.seconds_since_poll()
    stands_still = None
    if silent is not None and silent > SILENCE:
        stands_still = f"records were last asked for {silent:,.0f} seconds ago"
    return {**status.troubles(), "polling": stands_still}
