"""The relay's metrics for Prometheus: counts, who holds the lease, the lag. No ids, nothing personal."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from consumers.relay.status import RelayStatus
from domain.store.errors import StoreError
from domain.store.port import EventStore


class RelayMetrics(Collector):
    """The metrics of one relay, at the moment of asking."""

    def __init__(self, store: EventStore, topic: str, status: RelayStatus) -> None:
        self._store = store
        self._topic = topic
        self._status = status

    def describe(self) -> Iterable[Any]:
        """Describe nothing, so that registering asks nothing of the store."""
        return []

    def collect(self) -> Iterator[CounterMetricFamily | GaugeMetricFamily]:
        """Give the counts and the lag; no lag where the store does not answer."""
        status = self._status
        yield CounterMetricFamily("vouch_relay_messages", "Messages that the brokers have.", value=status.published)
        yield _make_gauge("vouch_relay_publishing", "1 while this relay holds the lease.", int(status.publishing))
        yield _make_gauge("vouch_relay_in_trouble", "1 while something is in its way.", int(status.trouble is not None))
        try:
            found = list(self._lag())
        except StoreError:
            found = []
        yield _make_gauge("vouch_store_up", "1 if the store answers.", int(bool(found)))
        yield from found

    def _lag(self) -> Iterator[GaugeMetricFamily]:
        position = self._store.published_up_to(self._topic)
        oldest = self._store.oldest_waiting(position)
        seconds = 0.0 if oldest is None else max(0.0, (datetime.now(UTC) - oldest).total_seconds())
        yield _make_gauge("vouch_relay_lag_events", "Events not yet looked at.", self._store.count_after(position))
        yield _make_gauge("vouch_relay_lag_seconds", "Age of the oldest of them.", seconds)


def _make_gauge(name: str, tells: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, tells, value=value)
