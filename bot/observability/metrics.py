"""Figures for Prometheus, all named `tertulia_…`.

One `Metrics` is made by the wiring and handed to whoever counts; nothing is registered at import, so that
tests and several programs in one process do not share figures. Labels hold closed sets or configured names
only, never text from the public.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

_QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_PATIENT = (60.0, 300.0, 900.0, 1800.0, 3600.0, 4 * 3600.0, 12 * 3600.0, 24 * 3600.0, 72 * 3600.0)

Depths = Callable[[], Mapping[str, float]]


class Metrics:
    """The program's counters, gauges and histograms, with their own registry."""

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        self.registry = registry if registry is not None else CollectorRegistry()
        if registry is None:
            ProcessCollector(registry=self.registry)
            GCCollector(registry=self.registry)
        own = self.registry
        self.comments_accepted = Counter(
            "tertulia_comments_accepted", "Comments stored, known ones not counted again.", ["page"], registry=own
        )
        self.comments_refused = Counter(
            "tertulia_comments_refused", "Requests or rows refused at intake.", ["page", "reason"], registry=own
        )
        self.drafts = Counter("tertulia_drafts", "Suggestions written.", ["brand", "origin"], registry=own)
        self.decisions = Counter("tertulia_decisions", "Decisions carried out.", ["kind", "via"], registry=own)
        self.decisions_refused = Counter(
            "tertulia_decisions_refused", "Decisions answered with a refusal.", ["reason", "via"], registry=own
        )
        self.publications = Counter(
            "tertulia_publications", "Changes of a publication's state.", ["page", "state"], registry=own
        )
        self.job_wait = Histogram(
            "tertulia_job_wait_seconds", "From due to claimed.", ["kind"], buckets=_QUICK, registry=own
        )
        self.job_run = Histogram(
            "tertulia_job_run_seconds", "From claimed to done.", ["kind"], buckets=_QUICK, registry=own
        )
        self.jobs_failed = Counter("tertulia_jobs_failed", "Attempts that ended in an error.", ["kind"], registry=own)
        self.decision_time = Histogram(
            "tertulia_decision_seconds", "From a comment's arrival to its decision.", buckets=_PATIENT, registry=own
        )
        self.model_tokens = Counter(
            "tertulia_model_tokens", "Tokens of language models.", ["model", "direction"], registry=own
        )
        self.model_price = Counter(
            "tertulia_model_price_usd", "Price of language models as configured.", ["model"], registry=own
        )
        self.model_failures = Counter(
            "tertulia_model_failures", "Asks that gave no usable answer.", ["model", "reason"], registry=own
        )
        self.page_connected = Gauge(
            "tertulia_page_connected", "1 while the page's platform lets us in, else 0.", ["page"], registry=own
        )
        self.channel_connected = Gauge(
            "tertulia_channel_connected", "1 while the review channel is connected, else 0.", ["channel"], registry=own
        )
        self.build = Gauge("tertulia_build_info", "Always 1; the version is the label.", ["version"], registry=own)

    def watch_queue(self, items: Depths, jobs: Depths) -> None:
        """Ask for the items by state and the waiting jobs by kind at each scrape, not in between."""
        self.registry.register(_Depths(items, jobs))

    def model_call(self, model: str, *, tokens_in: int, tokens_out: int, price: float) -> None:
        """Count one answer of a language model; `price` in US dollars."""
        self.model_tokens.labels(model, "in").inc(tokens_in)
        self.model_tokens.labels(model, "out").inc(tokens_out)
        self.model_price.labels(model).inc(price)

    def render(self) -> tuple[bytes, str]:
        """The page for Prometheus and its content type."""
        return generate_latest(self.registry), CONTENT_TYPE_LATEST


class _Depths(Collector):
    def __init__(self, items: Depths, jobs: Depths) -> None:
        self._items, self._jobs = items, jobs

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for name, text, label, read in (
            ("tertulia_items", "Items by state.", "state", self._items),
            ("tertulia_jobs_waiting", "Jobs waiting or running, by kind.", "kind", self._jobs),
        ):
            family = GaugeMetricFamily(name, text, labels=[label])
            for value, number in sorted(read().items()):
                family.add_metric([value], number)
            yield family
