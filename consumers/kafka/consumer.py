"""The consumer: lives of a client, one after the other, until it is told to stop. One thread does all of it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Event
from typing import Any

from kafka.errors import KafkaError

from consumers.kafka.connecting import BrokersAway, TopicsMissing
from consumers.kafka.session import ConsumerSession
from consumers.kafka.status import ConsumerStatus
from consumers.kafka.watchdog import Watchdog
from domain.error_summary import kind_and_place
from domain.feed.reading import MAX_BYTES
from domain.store.port import EventStore

RETRY_SECONDS = 1.0
CLOSE_MS = 1_500
STUCK_SECONDS = 60.0

Connect = Callable[[], Any]
"""Gives a connected client of Kafka; BrokersAway where there is none."""


class FeedConsumer:
    """Feeds a store from topics; outlives brokers and databases that are away."""

    def __init__(
        self,
        store: EventStore,
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
        """Consume until `stop` is set; the batch at hand is finished first."""
        while not stop.is_set():
            trouble = self._lived(stop)
            if trouble is not None:
                self._status.tell("kafka", trouble)
                stop.wait(RETRY_SECONDS)

    def _lived(self, stop: Event) -> str | None:
        """Live one life of a client; what it ended with, in a sentence, or None."""
        try:
            self._live(stop)
        except (BrokersAway, TopicsMissing) as trouble:
            return str(trouble)
        except KafkaError as error:
            return f"Kafka does not work ({type(error).__name__}): connecting anew."
        except Exception as error:  # noqa: BLE001 - a fault of our own must not lose a record: it is tried again
            return f"A fault of Vouch's own, please report it ({kind_and_place(error)})."
        return None

    def _live(self, stop: Event) -> None:
        consumer = self._connect()
        try:
            watchdog = Watchdog(self._stuck_seconds)
            ConsumerSession(consumer, self._store, self._topics, self._status, watchdog, self._max_bytes).live(stop)
        finally:
            with suppress(KafkaError):
                consumer.close(autocommit=False, timeout_ms=CLOSE_MS)
