"""The publisher: reads what has been recorded, sends what is public, and only then moves on.

One relay at a time publishes to a topic; others stand by. One that was held up and has lost its turn without noticing
can at worst send again what is there already (see `sending`).
"""

from collections.abc import Callable
from contextlib import suppress
from threading import Event
from time import monotonic
from typing import Any

from kafka.errors import KafkaError

from consumers.kafka.connecting import BrokersAway, TopicsMissing
from consumers.relay.public import public_messages
from consumers.relay.sending import Refused, send
from consumers.relay.status import STANDING_BY, RelayStatus
from domain.store.errors import StoreUnavailable
from domain.store.port import EventStore

BATCH = 2_000
LEASE_SECONDS = 15.0
IDLE_SECONDS = 0.2
RETRY_SECONDS = 1.0
CLOSE_SECONDS = 1.0
AWAY = "The brokers do not answer; what is under way waits for them."


class TurnLost(Exception):  # noqa: N818 - named for what it is
    """Another relay publishes to the topic."""


class Stopped(Exception):  # noqa: N818 - named for what it is
    """The relay was told to stop; what is under way will be sent again by the next."""


class Relay:
    """Publishes a store's public messages to a topic; outlives brokers and databases that are away."""

    def __init__(
        self,
        store: EventStore,
        topic: str,
        holder: str,
        connect: Callable[[], Any],
        status: RelayStatus,
        *,
        lease_seconds: float = LEASE_SECONDS,
        told: Callable[[str | None], None] = lambda _: None,
    ) -> None:
        self._store = store
        self._topic = topic
        self._holder = holder
        self._connect = connect
        self.status = status
        self._lease_seconds = lease_seconds
        self._told = told
        self._held_at = 0.0

    def run(self, stop: Event) -> None:
        """Publish until `stop` is set; stands by while another relay does."""
        try:
            while not stop.is_set():
                try:
                    self._publish(stop)
                except TurnLost:
                    self._tell(STANDING_BY)
                except (BrokersAway, TopicsMissing, Refused, StoreUnavailable) as trouble:
                    self._tell(str(trouble))
                except KafkaError as error:
                    self._tell(f"Kafka says {type(error).__name__}; connecting anew.")
                self.status.publishing = False
                stop.wait(RETRY_SECONDS)
        except Stopped:
            pass
        finally:
            with suppress(StoreUnavailable):
                self._store.release_relay_lease(self._topic, self._holder)

    def _publish(self, stop: Event) -> None:
        """One life of a producer: until it is to stop, fails, or another relay takes over."""
        position = self._hold()
        producer = self._connect()
        try:
            self.status.position = position
            self.status.publishing = True
            self._tell(None)
            while not stop.is_set():
                moved = self._batch(producer, position, stop)
                if moved == position:
                    self._keep()
                    stop.wait(IDLE_SECONDS)
                position = moved
        finally:
            producer.close(timeout=CLOSE_SECONDS)

    def _batch(self, producer: Any, position: int, stop: Event) -> int:
        """Publish what follows a position; how far that goes."""
        rows = self._store.read_after(position, BATCH)
        if not rows:
            return position
        messages = public_messages(rows, self._store)

        def keep() -> None:
            if stop.is_set():
                raise Stopped
            self._keep()

        def late() -> None:
            self._tell(AWAY)
            keep()

        send(producer, self._topic, messages, keep=keep, late=late)
        self._tell(None)
        self._move(rows[-1].position)
        self.status.moved(len(messages), rows[-1].position)
        return rows[-1].position

    def _hold(self) -> int:
        """Take or keep the turn; the position up to which everything is published."""
        position = self._store.acquire_relay_lease(self._topic, self._holder, self._lease_seconds)
        if position is None:
            raise TurnLost
        self._held_at = monotonic()
        return position

    def _keep(self) -> None:
        """Keep the turn, well before it runs out."""
        if monotonic() - self._held_at > self._lease_seconds / 3:
            self._hold()

    def _move(self, position: int) -> None:
        if not self._store.record_published(self._topic, self._holder, position, self._lease_seconds):
            raise TurnLost
        self._held_at = monotonic()

    def _tell(self, trouble: str | None) -> None:
        if self.status.told(trouble):
            self._told(trouble)
