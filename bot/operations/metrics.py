"""Figures for monitoring, in Prometheus's words: what was asked, how fast it was answered, and what is served."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.metrics import MetricWrapperBase
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from bot.operations.states import Gauges

if TYPE_CHECKING:
    from bot.discord_app.flights import Flight

M = TypeVar("M", bound=MetricWrapperBase)

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
#: Seconds; a person must have the first answer within 3.
LATENCIES: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0)
STORE_LATENCIES: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0)


@dataclass(slots=True)
class Metrics:
    """All figures of one process."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    _interactions: _Labelled[Counter] = field(init=False)
    _acknowledged: _Labelled[Histogram] = field(init=False)
    _done: _Labelled[Histogram] = field(init=False)
    _store: _Labelled[Histogram] = field(init=False)
    _refused: Counter = field(init=False)
    _served: _Labelled[Counter] = field(init=False)

    def __post_init__(self) -> None:
        registry = self.registry
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        interactions = Counter(
            "briefbot_interactions",
            "Interactions by what became of them",
            ("kind", "name", "outcome"),
            registry=registry,
        )
        acknowledged = Histogram(
            "briefbot_ack_seconds",
            "Until Discord had the first answer",
            ("kind",),
            buckets=LATENCIES,
            registry=registry,
        )
        done = Histogram(
            "briefbot_done_seconds", "Until all was answered", ("kind",), buckets=LATENCIES, registry=registry
        )
        store = Histogram(
            "briefbot_store_seconds", "Of the store", ("operation",), buckets=STORE_LATENCIES, registry=registry
        )
        self._refused = Counter(
            "briefbot_refused_requests", "Requests at the endpoint that were refused", ("reason",), registry=registry
        )
        served = Counter("briefbot_served", "Answers from a brief", ("brief",), registry=registry)
        self._interactions, self._served = _Labelled(interactions), _Labelled(served)
        self._acknowledged, self._done, self._store = _Labelled(acknowledged), _Labelled(done), _Labelled(store)

    def watch(self, gauges: Gauges) -> None:
        """Look these up whenever the figures are asked for."""
        self.registry.register(_Looked(gauges))

    def landed(self, flight: Flight) -> None:
        """Count an interaction that has ended."""
        self._interactions.of(flight.kind, flight.name, flight.outcome).inc()
        self._done.of(flight.kind).observe(flight.done_after)
        if flight.acked_after is not None:
            self._acknowledged.of(flight.kind).observe(flight.acked_after)

    def store_took(self, operation: str, seconds: float) -> None:
        """Count a read or write of the store."""
        self._store.of(operation).observe(seconds)

    def refused(self, reason: str) -> None:
        """Count a refused request."""
        self._refused.labels(reason).inc()

    def served(self, brief: str) -> None:
        """Count an answer from a brief, for curators: whose it was is not known here."""
        self._served.of(brief).inc()

    def text(self) -> bytes:
        """All figures as Prometheus reads them."""
        return generate_latest(self.registry)


class _Labelled(Generic[M]):
    """A figure by its labels, each found again without the library's checks and its lock."""

    def __init__(self, metric: M) -> None:
        self._metric = metric
        self._known: dict[tuple[str, ...], M] = {}

    def of(self, *labels: str) -> M:
        """The figure with these labels."""
        found = self._known.get(labels)
        if found is None:
            found = self._known[labels] = self._metric.labels(*labels)
        return found


class _Looked(Collector):
    def __init__(self, gauges: Gauges) -> None:
        self._gauges = gauges

    def collect(self) -> Iterable[Metric]:
        library = self._gauges.library()
        version = GaugeMetricFamily("briefbot_library_info", "The library that answers", labels=("version",))
        version.add_metric((library.version,), 1.0)
        yield version
        age = max(0.0, time.time() - library.loaded_at)
        yield GaugeMetricFamily("briefbot_library_age_seconds", "Since it was loaded", value=age)
        yield GaugeMetricFamily("briefbot_library_briefs", "Briefs served", value=library.briefs)
        problems = GaugeMetricFamily("briefbot_library_problems", "As `briefbot check` finds", labels=("severity",))
        problems.add_metric(("error",), library.errors)
        problems.add_metric(("warning",), library.warnings)
        yield problems
        up = GaugeMetricFamily("briefbot_gateway_up", "Whether the shard is connected", labels=("shard",))
        latency = GaugeMetricFamily("briefbot_gateway_latency_seconds", "Heartbeat to answer", labels=("shard",))
        for shard in self._gauges.shards():
            up.add_metric((shard.name,), float(shard.is_up))
            latency.add_metric((shard.name,), shard.latency)
        yield up
        yield latency
        yield GaugeMetricFamily("briefbot_store_up", "Whether it answers", value=float(self._gauges.store_is_up()))
        yield GaugeMetricFamily("briefbot_under_way", "Interactions being handled", value=self._gauges.under_way())
