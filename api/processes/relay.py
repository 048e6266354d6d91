"""Relays: publishes what has happened to Kafka, with health and metrics beside it, until it is asked to stop."""

import os
from secrets import token_hex
from socket import gethostname

import structlog

from api.bootstrap import open_event_store
from api.logs import write_logs
from api.processes.brokers import read_brokers
from api.processes.health_server import serve_health
from api.processes.relay_metrics import RelayMetrics
from api.processes.signals import stop_on_signals
from api.settings import Settings
from consumers.relay.producing import connect_producer
from consumers.relay.publisher import Relay
from consumers.relay.status import RelayStatus

PATIENCE = 1.0
"""Seconds for which a database that is away is tried again before the relay says so, and waits."""

log = structlog.get_logger(__name__)


def relay(settings: Settings) -> None:
    """Publish the store of the settings until SIGTERM or SIGINT; then end within five seconds."""
    brokers, topic = read_brokers(settings), settings.kafka_events_topic
    write_logs(settings.log_level, settings.log_format)
    with open_event_store(settings, create=False, patience=PATIENCE) as store:
        status = RelayStatus()
        worker = Relay(
            store,
            topic,
            f"{gethostname()}/{os.getpid()}/{token_hex(4)}",
            lambda: connect_producer(brokers, topic),
            status,
            lease_seconds=settings.kafka_lease_seconds,
            on_change=_log_change,
        )
        metrics = RelayMetrics(store, topic, status)
        with stop_on_signals() as stop, serve_health(settings, metrics, lambda: {"relay": status.trouble}):
            log.info("relay_starts", topic=topic)
            worker.run(stop)
            log.info("relay_ends", published=status.published)


def _log_change(says: str | None) -> None:
    if says is None:
        log.info("relay_publishes")
    else:
        log.warning("relay_waits", says=says)
