"""How a consumer fares: what its metrics and its readiness tell, kept in memory and read from other threads."""

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
    """One partition that the consumer has been given: where it stands, and how many records wait there."""

    next_offset: int
    waiting: int = 0
    oldest: float | None = None
    """Since when, at the latest, something waits, in seconds of the epoch; None where nothing waits."""

    def seconds(self, now: float) -> float:
        """For how long something has been waiting."""
        return 0.0 if self.oldest is None else max(0.0, now - self.oldest)


class ConsumerStatus:
    """Counters and the present state of one consumer."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.recorded = self.repeated = self.parked = self.not_ours = 0
        self.rebalances = self.rebuilds = self.stale_batches = 0
        self._troubles: dict[Part, str | None] = {"kafka": "not connected yet", "store": None}
        self._partitions: dict[Key, PartitionStatus] = {}
        self._polled: float | None = None

    def polled(self) -> None:
        """The consumer has asked for records just now."""
        self._polled = monotonic()

    def tell(self, part: Part, trouble: str | None) -> None:
        """What is wrong with a part at the moment, in a sentence; None: nothing. Changes are logged."""
        if self._troubles[part] != trouble:
            self._troubles[part] = trouble
            if trouble is None:
                log.info("consumer_in_order", part=part)
            else:
                log.warning("consumer_in_trouble", part=part, says=trouble)

    def troubles(self) -> dict[str, str | None]:
        """Each part with what is wrong with it."""
        return {str(part): says for part, says in self._troubles.items()}

    def count(self, done: Recording, not_ours: int) -> None:
        """Add what became of a batch."""
        with self._lock:
            self.recorded += done.recorded
            self.repeated += done.repeated
            self.parked += done.parked
            self.not_ours += not_ours

    def rebuilt(self) -> None:
        """A client was given up, to be made anew."""
        self.rebuilds += 1
        log.warning("client_given_up", rebuilds=self.rebuilds)

    def moved(self, key: Key, status: PartitionStatus) -> None:
        """How far a partition has got."""
        with self._lock:
            self._partitions[key] = status

    def kept(self, keys: Collection[Key]) -> None:
        """Only these are the consumer's by now."""
        with self._lock:
            self._partitions = {key: each for key, each in self._partitions.items() if key in keys}

    def seconds_since_poll(self) -> float | None:
        """Seconds since records were last asked for; None: never."""
        return None if self._polled is None else monotonic() - self._polled

    def partitions(self) -> dict[Key, PartitionStatus]:
        """The partitions and how far they have got."""
        with self._lock:
            return dict(self._partitions)
