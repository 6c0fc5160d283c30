"""Figures for Prometheus, all named `tertulia_…`.

One `Metrics` is made by the wiring and handed to whoever counts; nothing is registered at import, so that
tests and several programs in one process do not share figures. Labels hold closed sets or configured names
only, never text from the public.
"""

from __future__ import annotations

from collections.abc import Iterable

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

_QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_PATIENT = (60.0, 300.0, 900.0, 1800.0, 3600.0, 4 * 3600.0, 12 * 3600.0, 24 * 3600.0, 72 * 3600.0)


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
        self.drafts = Counter("tertulia_drafts", "Items drafted and offered to moderators.", ["brand"], registry=own)
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
        self._store_gauges(own)
        self.build = Gauge("tertulia_build_info", "Always 1; the version is the label.", ["version"], registry=own)

    def _store_gauges(self, own: CollectorRegistry) -> None:
        self.store_readable = Gauge("tertulia_store_readable", "1 when the last scrape could read it.", registry=own)
        self.items = Gauge("tertulia_items", "Items by state.", ["state"], registry=own)
        self.jobs_due = Gauge("tertulia_jobs_due", "Jobs that are due now.", ["kind"], registry=own)
        self.oldest_due_job = Gauge("tertulia_oldest_due_job_seconds", "Age of the oldest due job.", registry=own)
        self.oldest_waiting = Gauge(
            "tertulia_oldest_waiting_seconds", "How long the oldest undecided item has waited.", registry=own
        )
        self.pages_disconnected = Gauge("tertulia_pages_disconnected", "Pages that do not let us in.", registry=own)
        self.leader = Gauge("tertulia_leader", "1 for the replica that polls and listens, else 0.", registry=own)

    def store(
        self,
        *,
        states: Iterable[tuple[str, int]],
        jobs: Iterable[tuple[str, int]],
        oldest_due_job: float,
        oldest_waiting: float,
        pages_disconnected: int,
        leader: bool,
    ) -> None:
        """Take over the store's figures of this moment, asked at each scrape; ages in seconds."""
        self.store_readable.set(1)
        for gauge, numbers in ((self.items, states), (self.jobs_due, jobs)):
            gauge.clear()  # a kind that is no longer there must not keep its last number
            for label, number in numbers:
                gauge.labels(label).set(number)
        self.oldest_due_job.set(oldest_due_job)
        self.oldest_waiting.set(oldest_waiting)
        self.pages_disconnected.set(pages_disconnected)
        self.leader.set(leader)

    def model_call(self, model: str, *, tokens_in: int, tokens_out: int, price: float) -> None:
        """Count one answer of a language model; `price` in US dollars."""
        self.model_tokens.labels(model, "in").inc(tokens_in)
        self.model_tokens.labels(model, "out").inc(tokens_out)
        self.model_price.labels(model).inc(price)

    def render(self) -> tuple[bytes, str]:
        """The page for Prometheus and its content type."""
        return generate_latest(self.registry), CONTENT_TYPE_LATEST
