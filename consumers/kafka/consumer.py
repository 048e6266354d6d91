"""The consumer: one session of a client after the other, until it is asked to stop. One thread does all of it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Event
from typing import Any

from kafka.errors import KafkaError

from consumers.kafka.connecting import BrokersAway, TopicsMissing
from consumers.kafka.session import ConsumerSession, FeedStore
from consumers.kafka.status import ConsumerStatus
from consumers.kafka.watchdog import Watchdog
from domain.error_summary import kind_and_place
from domain.feed.reading import MAX_BYTES

RETRY_SECONDS = 1.0
"""Pause before the next session after a failure."""
CLOSE_MS = 1_500
"""Milliseconds that a client may take to leave its group."""
STUCK_SECONDS = 60.0
"""How long a group membership may be unstable before the client is replaced."""

Connect = Callable[[], Any]
"""Returns a connected client of Kafka; raises BrokersAway if no broker accepts it."""


class FeedConsumer:
    """Feeds a store from topics; survives brokers and databases that are away."""

    def __init__(
        self,
        store: FeedStore,
        topics: Sequence[str],
        connect: Connect,
        status: ConsumerStatus,
        *,
        max_bytes: int = MAX_BYTES,
        stuck_seconds: float = STUCK_SECONDS,
    ) -> None:
        self._store = store
        self._topics = topics
        self._connect = connect
        self._status = status
        self._max_bytes = max_bytes
        self._stuck_seconds = stuck_seconds

    def run(self, stop: Event) -> None:
        """Consume until `stop` is set; the batch at hand is finished first. After a failed session comes another."""
        while not stop.is_set():
            try:
                self.connect_and_consume(stop)
            except Exception as error:  # noqa: BLE001 - a fault of our own must not lose a record: it is tried again
                self._status.set_trouble("kafka", _explain(error))
                stop.wait(RETRY_SECONDS)

    def connect_and_consume(self, stop: Event) -> None:
        """Connect a client and consume with it until `stop` is set or the client must be replaced."""
        consumer = self._connect()
        try:
            watchdog = Watchdog(self._stuck_seconds)
            ConsumerSession(consumer, self._store, self._topics, self._status, watchdog, self._max_bytes).run(stop)
        finally:
            with suppress(KafkaError):
                consumer.close(autocommit=False, timeout_ms=CLOSE_MS)


def _explain(error: Exception) -> str:
    """Say in a sentence why a session failed."""
    if isinstance(error, BrokersAway | TopicsMissing):
        return str(error)
    if isinstance(error, KafkaError):
        return f"Kafka does not work ({type(error).__name__}): connecting anew."
    return f"A fault of Vouch's own, please report it ({kind_and_place(error)})."
