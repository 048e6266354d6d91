"""The publisher of the outbox: reads what was recorded, sends what is public, and only then records how far it came.

One relay at a time has the lease on a topic; others stand by. One that was paused and has lost the lease without
noticing can at worst send again what is there already (see `sending`).
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Event
from time import monotonic
from typing import Any

from kafka.errors import KafkaError

from consumers.kafka.connecting import BrokersAway, TopicsMissing
from consumers.relay.checkpoints import HOURLY, Checkpoints, CheckpointStore
from consumers.relay.public import Message, public_messages
from consumers.relay.sending import Refused, send
from consumers.relay.status import STANDING_BY, RelayStatus
from domain.store.errors import StoreUnavailable

BATCH = 2_000
"""The most events that are read at once."""
LEASE_SECONDS = 15.0
IDLE_SECONDS = 0.2
"""Pause when there is nothing to publish."""
RETRY_SECONDS = 1.0
"""Pause after a failure."""
CLOSE_SECONDS = 1.0
AWAY = "The brokers do not answer; what is under way waits for them."


class LeaseLost(Exception):  # noqa: N818 - named for what it is
    """Another relay has the lease on the topic."""


class Stopped(Exception):  # noqa: N818 - named for what it is
    """The relay was asked to stop; what is in flight will be sent again by the next one."""


class Relay:
    """Publishes a store's public messages to a topic; survives brokers and databases that are away."""

    def __init__(
        self,
        store: CheckpointStore,
        topic: str,
        holder: str,
        connect: Callable[[], Any],
        status: RelayStatus,
        *,
        lease_seconds: float = LEASE_SECONDS,
        checkpoint_seconds: float = HOURLY,
        on_change: Callable[[str | None], None] = lambda _: None,
    ) -> None:
        self._store = store
        self._topic = topic
        self._holder = holder
        self._connect = connect
        self.status = status
        self._lease_seconds = lease_seconds
        self._checkpoints = Checkpoints(store, topic, holder, lease_seconds, checkpoint_seconds)
        self._on_change = on_change
        self._renewed_at = 0.0

    def run(self, stop: Event) -> None:
        """Publish until `stop` is set; stand by while another relay has the lease."""
        try:
            while not stop.is_set():
                try:
                    self._publish(stop)
                except LeaseLost:
                    self._set_state(STANDING_BY)
                except (BrokersAway, TopicsMissing, Refused, StoreUnavailable) as trouble:
                    self._set_state(str(trouble))
                except KafkaError as error:
                    self._set_state(f"Kafka says {type(error).__name__}; connecting anew.")
                self.status.publishing = False
                stop.wait(RETRY_SECONDS)
        except Stopped:
            pass
        finally:
            with suppress(StoreUnavailable):
                self._store.release_relay_lease(self._topic, self._holder)

    def _publish(self, stop: Event) -> None:
        """Connect a producer and publish with it until `stop` is set, it fails, or the lease is lost."""
        position = self._acquire_lease()
        producer = self._connect()
        try:
            self.status.position = position
            self.status.publishing = True
            self._set_state(None)
            while not stop.is_set():
                reached = self._publish_batch(producer, position, stop)
                if reached == position:
                    self._publish_checkpoint(producer, stop)
                    self._renew_lease()
                    stop.wait(IDLE_SECONDS)
                position = reached
        finally:
            producer.close(timeout=CLOSE_SECONDS)

    def _publish_batch(self, producer: Any, position: int, stop: Event) -> int:
        """Publish the next events after `position`. Returns the position up to which everything is published."""
        rows = self._store.read_after(position, BATCH)
        if not rows:
            return position
        messages = public_messages(rows, self._store)
        self._send(producer, messages, stop)
        self._record_published(rows[-1].position)
        self.status.note_published(len(messages), rows[-1].position)
        return rows[-1].position

    def _publish_checkpoint(self, producer: Any, stop: Event) -> None:
        """Publish a checkpoint of the history, if one is due."""
        due = self._checkpoints.find_due()
        if due is not None:
            self._send(producer, [due], stop)
            self._checkpoints.record_sent(due)

    def _send(self, producer: Any, messages: Sequence[Message], stop: Event) -> None:
        """Send messages; returns when the brokers have them."""

        def before_round() -> None:
            if stop.is_set():
                raise Stopped
            self._renew_lease()

        def on_late() -> None:
            self._set_state(AWAY)
            before_round()

        send(producer, self._topic, messages, before_round=before_round, on_late=on_late)
        self._set_state(None)

    def _acquire_lease(self) -> int:
        """Take or renew the lease. Returns the position up to which everything is published."""
        position = self._store.acquire_relay_lease(self._topic, self._holder, self._lease_seconds)
        if position is None:
            raise LeaseLost
        self._renewed_at = monotonic()
        return position

    def _renew_lease(self) -> None:
        """Renew the lease well before it runs out."""
        if monotonic() - self._renewed_at > self._lease_seconds / 3:
            self._acquire_lease()

    def _record_published(self, position: int) -> None:
        if not self._store.record_published(self._topic, self._holder, position, self._lease_seconds):
            raise LeaseLost
        self._renewed_at = monotonic()

    def _set_state(self, says: str | None) -> None:
        if self.status.set_state(says):
            self._on_change(says)
