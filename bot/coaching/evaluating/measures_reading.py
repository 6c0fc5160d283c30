"""Measures of the reading: complaints, mood, suggestions, spam, abuse, language."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import accuracy_score, f1_score

from bot.coaching.adapting.adapt import cross_scores, decide
from bot.coaching.adapting.fit import Examples
from bot.coaching.adapting.heads import MOODS
from bot.coaching.evaluating.baselines import fitted_tfidf, vader
from bot.coaching.evaluating.measure import Bench, Figure, Measure, Row, interval
from bot.domain.brand import Brand
from bot.domain.reading import Kind
from bot.domain.situation import Situation

ANY_BRAND = Brand(id="any", name="")
MOOD_ORDER = [mood.removeprefix("mood:") for mood in MOODS]
Metric = Callable[[NDArray[Any], NDArray[Any]], float]


def macro_f1(truth: NDArray[Any], judged: NDArray[Any]) -> float:
    """Mean of the classes' F1."""
    return float(f1_score(truth, judged, average="macro", zero_division=0))


def positive_f1(truth: NDArray[Any], judged: NDArray[Any]) -> float:
    """F1 of the class labelled 1."""
    return float(f1_score(truth, judged, pos_label=1, zero_division=0))


def accuracy(truth: NDArray[Any], judged: NDArray[Any]) -> float:
    """Share of rows judged right."""
    return float(accuracy_score(truth, judged))


def situations_of(rows: Sequence[Row], text: str = "text") -> list[Situation]:
    """Rows as comments without any context, as the batch command reads them."""
    return [Situation(brand=ANY_BRAND, comment=str(row[text])) for row in rows]


def labels_of(bench: Bench, label: str, rows: Sequence[Row]) -> NDArray[np.int64]:
    """What the reader says, as the same numbers as the truth."""
    readings = bench.reader.read_many(situations_of(rows))
    if label == "mood":
        return np.array([MOOD_ORDER.index(reading.mood.value) for reading in readings])
    return np.array([int(Kind(label) in reading.kinds) for reading in readings])


def adapted_labels(
    bench: Bench, label: str, rows: Sequence[Row], truth: NDArray[np.int64], groups: Sequence[str]
) -> NDArray[np.int64]:
    """What heads adapted to the other groups say."""
    situations = situations_of(rows)
    texts = tuple(str(row["text"]) for row in rows)
    examples = Examples.of(texts, bench.reader.vectors(texts), bench.reader.shipped_scores(situations))
    return decide(label, cross_scores(label, examples, truth.astype(float), groups))


def _figure(
    bench: Bench,
    *,
    name: str,
    label: str,
    rows: Sequence[Row],
    truth: NDArray[np.int64],
    groups: Sequence[str],
    metric: Metric,
    metric_name: str,
    counted: NDArray[np.bool_] | None = None,
    baselines: tuple[tuple[str, NDArray[np.int64]], ...] = (),
    aims: tuple[float | None, float | None] = (None, None),
) -> Figure:
    on = np.ones(len(rows), bool) if counted is None else counted
    judged = labels_of(bench, label, rows)
    low, high = interval(metric, truth[on], judged[on])
    beside: tuple[tuple[str, NDArray[np.int64]], ...] = ()
    if bench.baselines:
        tfidf = np.unique(truth)[fitted_tfidf([str(row["text"]) for row in rows], truth, groups).argmax(1)]
        beside = (*baselines, ("fitted TF-IDF", tfidf))
    adapted = None
    if bench.adapt and aims[1] is not None:
        adapted = metric(truth[on], adapted_labels(bench, label, rows, truth, groups)[on])
    return Figure(
        name=name,
        metric=metric_name,
        rows=int(on.sum()),
        shipped=metric(truth[on], judged[on]),
        low=low,
        high=high,
        adapted=adapted,
        baselines=tuple((title, metric(truth[on], values[on])) for title, values in beside),
        aim_shipped=aims[0],
        aim_adapted=aims[1],
    )


def complaints(bench: Bench) -> list[Figure]:
    """Complaints against the rest, counted on tweets to brands only (random tweets are easy negatives)."""
    rows = bench.rows("complaints_acl19.jsonl")
    texts = [str(row["text"]) for row in rows]
    to_brand = np.array([not str(row["domain"]).startswith("random") for row in rows])
    return [
        _figure(
            bench,
            name="complaints, brand tweets",
            label="complaint",
            rows=rows,
            truth=np.array([int(row["label"]) for row in rows]),
            groups=texts,
            metric=macro_f1,
            metric_name="macro-F1",
            counted=to_brand,
            baselines=(("VADER", (vader(texts) < 0).astype(np.int64)),),
            aims=(0.74, 0.82),
        )
    ]


def mood(bench: Bench) -> list[Figure]:
    """Mood in three sets: English and Spanish comments to airlines, and Spanish everyday tweets."""
    figures = []
    aims = {"airline_en": (0.65, 0.77), "airline_es": (0.52, 0.58), "intertass_es": (0.52, 0.60)}
    everything = bench.rows("comment_sentiment.jsonl")
    for name, aim in aims.items():
        rows = [row for row in everything if row["set"] == name]
        compound = vader([str(row["text"]) for row in rows])
        figures.append(
            _figure(
                bench,
                name=f"mood, {name}",
                label="mood",
                rows=rows,
                truth=np.array([MOOD_ORDER.index(row["label"]) for row in rows]),
                groups=[str(row.get("group") or row["text"]) for row in rows],
                metric=macro_f1,
                metric_name="macro-F1",
                baselines=(("VADER", np.where(compound > 0.05, 2, np.where(compound < -0.05, 0, 1))),),
                aims=aim,
            )
        )
    return figures


_SUGGESTING = re.compile(
    r"\b(suggest|recommend|should|would be (nice|good|great)|please (add|allow|make)|need to|wish|hope|could|want)\b",
    re.IGNORECASE,
)


def suggestions(bench: Bench) -> list[Figure]:
    """Suggestions in a software forum and in hotel reviews."""
    everything = bench.rows("suggestions.jsonl")
    figures = []
    for domain, aim in (("software forum", (0.55, 0.68)), ("hotel reviews", (0.65, 0.80))):
        rows = [row for row in everything if row["domain"] == domain]
        keyword = np.array([int(bool(_SUGGESTING.search(str(row["text"])))) for row in rows])
        figures.append(
            _figure(
                bench,
                name=f"suggestions, {domain}",
                label="suggestion",
                rows=rows,
                truth=np.array([int(row["label"]) for row in rows]),
                groups=[str(row["group"]) for row in rows],
                metric=positive_f1,
                metric_name="F1",
                baselines=(("keywords", keyword),),
                aims=aim,
            )
        )
    return figures


def spam_and_abuse(bench: Bench) -> list[Figure]:
    """Spam under videos, offensive tweets, and expert-written Spanish hate with look-alikes."""
    everything = bench.rows("guard_spam_abuse.jsonl")
    plan: tuple[tuple[str, str, str, tuple[float, float | None]], ...] = (
        ("youtube_spam", "spam", "video", (0.95, None)),
        ("offensive_en", "abuse", "id", (0.70, 0.75)),
        ("hatecheck_es", "abuse", "template", (0.72, None)),
    )
    figures = []
    for name, label, group, aim in plan:
        rows = [row for row in everything if row["set"] == name]
        figures.append(
            _figure(
                bench,
                name=f"{label}, {name}",
                label=label,
                rows=rows,
                truth=np.array([int(row["label"]) for row in rows]),
                groups=[str(row[group]) for row in rows],
                metric=macro_f1,
                metric_name="macro-F1",
                aims=aim,
            )
        )
    return figures


def language(bench: Bench) -> list[Figure]:
    """Language of tweets in six languages, all and short ones."""
    rows = bench.rows("guard_language.jsonl")
    truth = np.array([str(row["label"]) for row in rows])
    judged = np.array([reading.lang for reading in bench.reader.read_many(situations_of(rows))])
    short = np.array([len(str(row["text_body"])) < 30 for row in rows])
    figures = []
    for name, on, aim in (
        ("language", np.ones(len(rows), bool), 0.985),
        ("language, under 30 characters", short, 0.92),
    ):
        low, high = interval(accuracy, truth[on], judged[on])
        figures.append(
            Figure(
                name=name,
                metric="accuracy",
                rows=int(on.sum()),
                shipped=accuracy(truth[on], judged[on]),
                low=low,
                high=high,
                aim_shipped=aim,
            )
        )
    return figures


MEASURES: tuple[Measure, ...] = (
    Measure(name="complaints", take=complaints),
    Measure(name="mood", take=mood),
    Measure(name="suggestions", take=suggestions),
    Measure(name="guards", take=spam_and_abuse),
    Measure(name="language", take=language),
)
