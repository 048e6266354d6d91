"""The consumer's metrics for Prometheus: counts, lag by partition, the last poll. No ids, nothing personal."""

from collections.abc import Iterable, Iterator
from time import time
from typing import Any

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from consumers.kafka.status import ConsumerStatus

Family = CounterMetricFamily | GaugeMetricFamily


class ConsumerMetrics(Collector):
    """The metrics of one consumer, at the moment of asking."""

    def __init__(self, status: ConsumerStatus) -> None:
        self._status = status

    def describe(self) -> Iterable[Any]:
        """Describe nothing, so that registering asks nothing."""
        return []

    def collect(self) -> Iterator[Family]:
        """Give all metrics as they are now."""
        yield self._records()
        yield from self._counts()
        yield from self._lag()
        troubles = GaugeMetricFamily("vouch_consumer_in_trouble", "1 while this part is not in order.", labels=["part"])
        for part, says in self._status.troubles().items():
            troubles.add_metric([part], 0 if says is None else 1)
        yield troubles
        polled = self._status.seconds_since_poll()
        if polled is not None:
            yield GaugeMetricFamily("vouch_consumer_last_poll_seconds", "Seconds since the last poll.", value=polled)

    def _records(self) -> Family:
        status = self._status
        records = CounterMetricFamily("vouch_consumer_records", "Records by what became of them.", labels=["outcome"])
        records.add_metric(["recorded"], status.recorded)
        records.add_metric(["repeated"], status.repeated)
        records.add_metric(["parked"], status.parked)
        records.add_metric(["not_ours"], status.not_ours)
        return records

    def _counts(self) -> Iterator[Family]:
        status = self._status
        yield CounterMetricFamily("vouch_consumer_rebalances", "Partitions were given.", value=status.rebalances)
        yield CounterMetricFamily("vouch_consumer_rebuilds", "Clients were given up.", value=status.rebuilds)
        stale = "Batches of partitions that another consumer had gone on with: nothing was written."
        yield CounterMetricFamily("vouch_consumer_stale_batches", stale, value=status.stale_batches)

    def _lag(self) -> Iterator[Family]:
        labels = ["topic", "partition"]
        offset = GaugeMetricFamily("vouch_consumer_next_offset", "The next offset to be read.", labels=labels)
        records = GaugeMetricFamily("vouch_consumer_lag_records", "Records that wait.", labels=labels)
        seconds = GaugeMetricFamily("vouch_consumer_lag_seconds", "For how long one has waited.", labels=labels)
        now = time()
        for (topic, number), partition in sorted(self._status.partitions().items()):
            where = [topic, str(number)]
            offset.add_metric(where, partition.next_offset)
            records.add_metric(where, partition.waiting)
            seconds.add_metric(where, partition.seconds(now))
        yield from (offset, records, seconds)
