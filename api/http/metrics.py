"""Metrics for Prometheus: counts, durations and lag. Labels are names from the code, never ids or anything personal."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, PlatformCollector, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from api.bootstrap import Vouch
from api.http.loops import Loop
from consumers.clock.tick import Ticked
from domain.store.errors import StoreError
from domain.store.values import Recording

log = structlog.get_logger(__name__)

METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"}
CONTENT_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """What one process counts, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self._events = Counter("vouch_feed_events", "Events delivered over HTTP.", ["outcome"], registry=self.registry)
        self._ticks = Counter("vouch_clock_runs", "Ticks of the clock.", registry=self.registry)
        self._due = Counter("vouch_clock_events", "Events recorded by the clock.", ["kind"], registry=self.registry)
        self._refused = Counter(
            "vouch_access_refused", "Refusals for want of rights.", ["operation"], registry=self.registry
        )
        self._requests = Histogram(
            "vouch_http_request_seconds",
            "Requests, from their first to their last byte.",
            ["method", "route", "status"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._deliveries = Counter(
            "vouch_vendor_deliveries",
            "Vendors' deliveries by what became of them.",
            ["connection", "outcome", "reason"],
            registry=self.registry,
        )
        self._altered = Gauge("vouch_history_altered", "1 once history was found altered.", registry=self.registry)
        for outcome in ("recorded", "repeated", "parked"):
            self._events.labels(outcome)

    def count_recording(self, recording: Recording) -> None:
        """Count the events of a delivery by what became of them."""
        self._events.labels("recorded").inc(recording.recorded)
        self._events.labels("repeated").inc(recording.repeated)
        self._events.labels("parked").inc(recording.parked)

    def count_delivery(self, connection: str, outcome: str, reason: str) -> None:
        """Count a delivery of a connection; of a `reason` only the part before its colon, the rest is a path."""
        self._deliveries.labels(connection, outcome, reason.partition(":")[0]).inc()

    def count_tick(self, ticked: Ticked) -> None:
        """Count a tick of the clock and what it recorded."""
        self._ticks.inc()
        self._due.labels("tenure_reached").inc(ticked.reached)
        self._due.labels("tenure_revoked").inc(ticked.revoked)
        self._due.labels("offer_lapsed").inc(ticked.lapsed)
        self._due.labels("bonus_earned").inc(ticked.earned)
        self._due.labels("bonus_lost").inc(ticked.lost)

    def note_altered(self, says: str) -> None:
        """Note that the history was found to be altered, and log what `says` how that shows."""
        self._altered.set(1)
        log.error("history_altered", says=says)

    def count_request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request that took `seconds`; `route` is the template of its path."""
        self._requests.labels(method if method in METHODS else "other", route, str(status)).observe(seconds)

    def count_refusal(self, operation: str) -> None:
        """Count that somebody had no right to an operation."""
        self._refused.labels(operation).inc()

    def write(self) -> bytes:
        """Write all metrics in the text format of Prometheus."""
        return generate_latest(self.registry)


class Standing(Collector):
    """How things stand at the moment of asking: lag, dead letters, loops, whether the store answers."""

    def __init__(self, vouch: Vouch, loops: Iterable[Loop]) -> None:
        self._vouch = vouch
        self._loops = list(loops)

    def describe(self) -> Iterable[Any]:
        """Describe nothing, so that registering asks nothing of the store."""
        return []

    def collect(self) -> Iterator[CounterMetricFamily | GaugeMetricFamily]:
        """Give the gauges; where the store does not answer, only those that need no store."""
        failing = GaugeMetricFamily("vouch_loop_failing", "1 while a loop's last round has failed.", labels=["loop"])
        for loop in self._loops:
            failing.add_metric([loop.name], 0 if loop.state == (True, None) else 1)
        yield failing
        erased = CounterMetricFamily("vouch_erased_fields", "Personal fields left out: they came for the erased.")
        erased.add_metric([], self._vouch.store.seam.erased)
        yield erased
        try:
            found = list(self._ask())
        except (StoreError, SQLAlchemyError):
            found = []
        yield GaugeMetricFamily("vouch_store_up", "1 if the store answers.", value=1 if found else 0)
        yield from found

    def _ask(self) -> Iterator[GaugeMetricFamily]:
        letters = self._vouch.store.count_dead_letters()
        yield GaugeMetricFamily("vouch_dead_letters_open", "Dead letters that are open.", value=letters)
        events = GaugeMetricFamily("vouch_read_model_lag_events", "Events not yet to be read.", labels=["model"])
        seconds = GaugeMetricFamily("vouch_read_model_lag_seconds", "Age of the oldest of them.", labels=["model"])
        parked = GaugeMetricFamily("vouch_read_model_parked_subjects", "Subjects put aside.", labels=["model"])
        slow = GaugeMetricFamily("vouch_read_model_slow_subjects", "Subjects slow to fold.", labels=["model"])
        for lag in self._vouch.engine.lag(datetime.now(UTC)):
            events.add_metric([lag.model], lag.events)
            seconds.add_metric([lag.model], lag.seconds)
            parked.add_metric([lag.model], lag.parked)
            slow.add_metric([lag.model], lag.slow)
        yield from (events, seconds, parked, slow)
