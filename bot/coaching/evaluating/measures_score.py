"""Measures of the two-way score: who answered back, whose reply it is, what it invites and acknowledges, posts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.coaching.encoder import load_encoder
from bot.coaching.evaluating.baselines import fitted_tfidf, has_question_mark
from bot.coaching.evaluating.measure import Bench, Figure, Measure, Row, auc, interval
from bot.coaching.scoring.fit import cross_totals, gather_replies
from bot.domain.brand import Brand
from bot.domain.comment import Turn, Who
from bot.domain.score import Dimension
from bot.domain.situation import Situation


def _named(row: Row) -> Brand:
    return Brand(id=str(row.get("brand", "")), name=str(row.get("brand", "")))


def reply_situation(row: Row, comment: str) -> Situation:
    """Where a reply stood, without anything that came later."""
    history = tuple(Turn(who=Who(turn["who"]), text=turn["text"]) for turn in row.get("history") or [])
    return Situation(brand=_named(row), comment=comment, history=history)


def _auc_figure(name: str, truth: NDArray[Any], judged: NDArray[Any], **more: Any) -> Figure:
    low, high = interval(auc, truth, judged)
    return Figure(name=name, metric="AUC", rows=len(truth), shipped=auc(truth, judged), low=low, high=high, **more)


def answered_back(bench: Bench) -> list[Figure]:
    """The total against whether the same customer answered in public; all replies, and those without "?"."""
    rows = bench.rows("twcs_reply_outcome.jsonl")
    truth = np.array([int(row["answered_back"]) for row in rows])
    brands = [str(row["brand"]) for row in rows]
    pairs = [(str(row["reply_body"]), reply_situation(row, str(row["parent_body"]))) for row in rows]
    scores = bench.scorer.score_many(pairs)
    totals = np.array([score.ranked for score in scores])
    texts = [reply for reply, _ in pairs]
    tfidf, mark = fitted_tfidf(texts, truth, brands)[:, 1], has_question_mark(texts)
    adapted = cross_totals(gather_replies(pairs, scores, load_encoder()), truth, brands) if bench.adapt else None
    figures = []
    for name, on, aims in (
        ("answered back", np.ones(len(rows), bool), (0.71, 0.73)),
        ('answered back, no "?"', mark == 0, (0.63, 0.66)),
    ):
        figures.append(
            _auc_figure(
                name,
                truth[on],
                totals[on],
                adapted=None if adapted is None else auc(truth[on], adapted[on]),
                baselines=(("question mark", auc(truth[on], mark[on])), ("fitted TF-IDF", auc(truth[on], tfidf[on]))),
                aim_shipped=aims[0],
                aim_adapted=aims[1],
            )
        )
    return figures


def _wins(first: NDArray[Any], second: NDArray[Any]) -> float:
    """Share of pairs in which the first is higher; ties count half."""
    return float(np.mean((first > second) + 0.5 * (first == second)))


def reply_match(bench: Bench) -> list[Figure]:
    """The true reply against a length-matched reply of the same brand to somebody else."""
    rows = bench.rows("reply_match.jsonl")
    pairs = [
        (str(row[key]), reply_situation(row, str(row["parent"]))) for key in ("reply", "distractor") for row in rows
    ]
    totals = np.array([score.ranked for score in bench.scorer.score_many(pairs)])
    true, false = totals[: len(rows)], totals[len(rows) :]
    model = TfidfVectorizer().fit([str(row["parent"]) for row in rows] + [str(row["reply"]) for row in rows])
    parent, reply, other = (
        model.transform([str(row[key]) for row in rows]) for key in ("parent", "reply", "distractor")
    )
    cosine = [np.asarray(parent.multiply(side).sum(1)).ravel() for side in (reply, other)]
    low, high = interval(lambda a, b: _wins(a, b), true, false)
    return [
        Figure(
            name="reply match",
            metric="pairs right",
            rows=len(rows),
            shipped=_wins(true, false),
            low=low,
            high=high,
            baselines=(("TF-IDF cosine", _wins(cosine[0], cosine[1])),),
            aim_shipped=0.72,
        )
    ]


def empathy(bench: Bench) -> list[Figure]:
    """`invites` against explorations and `acknowledges` against emotional reactions, in peer support."""
    rows = bench.rows("epitome_reddit.jsonl")
    texts = [str(row["reply"]) for row in rows]
    scores = bench.scorer.score_many(
        [(text, reply_situation({}, str(row["parent"]))) for text, row in zip(texts, rows, strict=True)]
    )
    figures = []
    for name, key, dimension, aim in (
        ("invites / explorations", "ex", Dimension.INVITES, 0.96),
        ("acknowledges / emotional reactions", "er", Dimension.ACKNOWLEDGES, 0.87),
    ):
        truth = np.array([int(row[key] > 0) for row in rows])
        judged = np.array([score.part(dimension) or 0.0 for score in scores])
        tfidf = fitted_tfidf(texts, truth, [str(row["thread"]) for row in rows])[:, 1]
        baselines = (("question mark", auc(truth, has_question_mark(texts))), ("fitted TF-IDF", auc(truth, tfidf)))
        figures.append(_auc_figure(name, truth, judged, baselines=baselines, aim_shipped=aim))
    return figures


def planned_posts(bench: Bench) -> list[Figure]:
    """Dialogue against information and action among large firms' posts, handles, tags and links masked."""
    rows = bench.rows("corporate_messaging.jsonl")
    texts = [str(row["text_body"]) for row in rows]
    truth = np.array([int(row["label"] == "Dialogue") for row in rows])
    scores = bench.scorer.score_many(
        [(text, Situation(brand=_named(row))) for text, row in zip(texts, rows, strict=True)]
    )
    judged = np.array([score.ranked for score in scores])
    tfidf = fitted_tfidf(texts, truth, [str(row["brand"]) for row in rows])[:, 1]
    return [
        _auc_figure("planned posts", truth, judged, baselines=(("fitted TF-IDF", auc(truth, tfidf)),), aim_shipped=0.96)
    ]


def dimension_aucs(rows: Sequence[Row], bench: Bench) -> dict[str, float]:
    """Each dimension's own AUC against "answered back", for whoever tunes the weights."""
    pairs = [(str(row["reply_body"]), reply_situation(row, str(row["parent_body"]))) for row in rows]
    scores = bench.scorer.score_many(pairs)
    truth = np.array([int(row["answered_back"]) for row in rows])
    return {d.value: auc(truth, np.array([score.part(d) or 0.0 for score in scores])) for d in Dimension}


MEASURES: tuple[Measure, ...] = (
    Measure(name="answered_back", take=answered_back),
    Measure(name="reply_match", take=reply_match),
    Measure(name="empathy", take=empathy),
    Measure(name="posts", take=planned_posts),
)
