"""Consumes: feeds the store from Kafka, with health and metrics beside it, until it is asked to stop."""

import structlog

from api.bootstrap import open_event_store
from api.logs import write_logs
from api.processes.brokers import read_brokers
from api.processes.consumer_metrics import ConsumerMetrics
from api.processes.health_server import serve_health
from api.processes.signals import stop_on_signals
from api.settings import Settings, SettingsWrong
from consumers.kafka.connecting import Membership, connect_consumer
from consumers.kafka.consumer import FeedConsumer
from consumers.kafka.status import ConsumerStatus

PATIENCE = 1.0
"""Seconds for which a database that is away is tried again before the consumer says so, and pauses."""
SILENCE = 60.0
"""Seconds without asking for records after which the consumer is not in order."""

log = structlog.get_logger(__name__)


def consume(settings: Settings, *, rewind: bool = False) -> None:
    """Feed the store of the settings until SIGTERM or SIGINT; then end within five seconds.

    `rewind` forgets first how far the topics were read: all of it comes again, and changes nothing.
    """
    brokers, topics = read_brokers(settings), read_topics(settings)
    membership = Membership(group=settings.kafka_group, session_seconds=settings.kafka_session_seconds)
    write_logs(settings.log_level, settings.log_format)
    with open_event_store(settings, create=False, patience=PATIENCE) as store:
        if rewind:
            store.rewind_offsets(topics)
        status = ConsumerStatus()
        consumer = FeedConsumer(
            store,
            topics,
            lambda: connect_consumer(brokers, membership),
            status,
            max_bytes=settings.max_event_bytes,
            stuck_seconds=settings.kafka_stuck_seconds,
        )
        with stop_on_signals() as stop, serve_health(settings, ConsumerMetrics(status), lambda: check(status)):
            log.info("consumer_starts", topics=topics, group=settings.kafka_group)
            consumer.run(stop)
            log.info("consumer_ends", recorded=status.recorded, repeated=status.repeated, parked=status.parked)


def read_topics(settings: Settings) -> tuple[str, ...]:
    """Read the topics of the feed from the settings. Raises SettingsWrong where there is none."""
    topics = tuple(dict.fromkeys(name.strip() for name in settings.kafka_topics.split(",") if name.strip()))
    if not topics:
        raise SettingsWrong("VOUCH_KAFKA_TOPICS names no topic (several are separated by commas).")
    return topics


def check(status: ConsumerStatus) -> dict[str, str | None]:
    """Tell what is wrong with each part of a consumer, in a sentence; None: nothing."""
    silent = status.seconds_since_poll()
    stalled = None
    if silent is not None and silent > SILENCE:
        stalled = f"records were last asked for {silent:,.0f} seconds ago"
    return {**status.troubles(), "polling": stalled}
