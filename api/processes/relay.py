"""Relaying: publishes what has happened to Kafka, with health and metrics beside it, until it is asked to stop."""

import logging
import os
from contextlib import AbstractContextManager, nullcontext
from secrets import token_hex
from socket import gethostname
from typing import Any

import structlog
from prometheus_client import CollectorRegistry, PlatformCollector, ProcessCollector

from api.logs import log_json
from api.processes.brokers import brokers_of
from api.processes.health_server import HealthServer
from api.processes.relay_metrics import RelayMetrics
from api.processes.signals import stopped_by_signals
from api.settings import Settings
from consumers.relay.producing import connect_producer
from consumers.relay.publisher import Relay
from consumers.relay.status import RelayStatus
from domain.store.opening import open_store
from domain.store.seam import PlainSeam

PATIENCE = 1.0
"""Seconds for which a database that is away is tried again before the relay says so, and waits."""

log = structlog.get_logger(__name__)


def relay(settings: Settings) -> None:
    """Publish the store of the settings until SIGTERM or SIGINT; then end within five seconds."""
    brokers, topic = brokers_of(settings), settings.kafka_events_topic
    log_json(settings.log_level)
    logging.getLogger("kafka").setLevel(logging.WARNING)
    store = open_store(settings.store, timezone=settings.timezone, seam=PlainSeam(), patience=PATIENCE)
    status = RelayStatus()
    worker = Relay(
        store,
        topic,
        f"{gethostname()}/{os.getpid()}/{token_hex(4)}",
        lambda: connect_producer(brokers, topic),
        status,
        lease_seconds=settings.kafka_lease_seconds,
        told=_log_news,
    )
    try:
        with stopped_by_signals() as stop, _health(settings, RelayMetrics(store, topic, status), status):
            log.info("relay_starts", topic=topic)
            worker.run(stop)
            log.info("relay_ends", published=status.published)
    finally:
        store.close()


def _log_news(says: str | None) -> None:
    if says is None:
        log.info("relay_publishes")
    else:
        log.warning("relay_waits", says=says)


def _health(settings: Settings, metrics: RelayMetrics, status: RelayStatus) -> AbstractContextManager[Any]:
    if settings.health_port is None:
        return nullcontext()
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    registry.register(metrics)
    return HealthServer(settings.host, settings.health_port, registry, lambda: {"relay": status.trouble})
