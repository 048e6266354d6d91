"""The state of a consumer for its metrics and its readiness: kept in memory, read from other threads."""

from collections.abc import Collection
from threading import Lock
from time import monotonic
from typing import Literal

import structlog
from msgspec import Struct

from domain.store.values import Recording

Part = Literal["kafka", "store"]
Key = tuple[str, int]
"""Topic and partition."""

log = structlog.get_logger(__name__)


class PartitionStatus(Struct, frozen=True):
    """One partition of the consumer: its next offset, and how many records wait there."""

    next_offset: int
    waiting: int = 0
    oldest: float | None = None
    """When the oldest waiting record was written at the latest, in seconds since 1970; None if none waits."""

    def seconds(self, now: float) -> float:
        """Count the seconds that the oldest record has waited at the time `now` (seconds since 1970)."""
        return 0.0 if self.oldest is None else max(0.0, now - self.oldest)


class ConsumerStatus:
    """Counters and current state of one consumer."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.recorded = self.repeated = self.parked = self.not_ours = 0
        self.rebalances = self.rebuilds = self.stale_batches = 0
        self._troubles: dict[Part, str | None] = {"kafka": "not connected yet", "store": None}
        self._partitions: dict[Key, PartitionStatus] = {}
        self._polled: float | None = None

    def note_poll(self) -> None:
        """Note that the consumer has polled just now."""
        self._polled = monotonic()

    def set_trouble(self, part: Part, trouble: str | None) -> None:
        """Set what is wrong with a part now, in a sentence; None: nothing. Changes are logged."""
        if self._troubles[part] != trouble:
            self._troubles[part] = trouble
            if trouble is None:
                log.info("consumer_in_order", part=part)
            else:
                log.warning("consumer_in_trouble", part=part, says=trouble)

    def troubles(self) -> dict[str, str | None]:
        """Return each part with what is wrong with it; None: nothing."""
        return {str(part): says for part, says in self._troubles.items()}

    def count(self, recording: Recording, not_ours: int) -> None:
        """Add what became of a batch; `not_ours` of its records were not Vouch's."""
        with self._lock:
            self.recorded += recording.recorded
            self.repeated += recording.repeated
            self.parked += recording.parked
            self.not_ours += not_ours

    def count_replaced_client(self) -> None:
        """Count a client that must be replaced."""
        self.rebuilds += 1
        log.warning("client_given_up", rebuilds=self.rebuilds)

    def set_partition(self, key: Key, status: PartitionStatus) -> None:
        """Set the state of a partition."""
        with self._lock:
            self._partitions[key] = status

    def keep_only(self, keys: Collection[Key]) -> None:
        """Forget all partitions but these: the group has taken the others away."""
        with self._lock:
            self._partitions = {key: each for key, each in self._partitions.items() if key in keys}

    def seconds_since_poll(self) -> float | None:
        """Count the seconds since the last poll; None if there was none."""
        return None if self._polled is None else monotonic() - self._polled

    def partitions(self) -> dict[Key, PartitionStatus]:
        """Return the state of each partition."""
        with self._lock:
            return dict(self._partitions)
