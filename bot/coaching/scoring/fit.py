"""Refits the score to what an installation's own people answered. scikit-learn is used here only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from bot.coaching.adapting.bars import SCORE_BAR, no_better, too_few
from bot.coaching.adapting.crossed import folds_of
from bot.coaching.adapting.fit import Grams, grams_of
from bot.coaching.adapting.ngrams import hashed
from bot.coaching.scoring.adapted import AdaptedScore, GramWeights, features
from bot.domain.score import Score
from bot.domain.situation import Situation

LOW, HIGH = 25.0, 85.0
_VECTOR_SCALE = 3.0
_STRENGTH = {"features": 0.3, "text": 1.0, "vectors": 0.3}


class Encodes(Protocol):
    """The sentence encoder."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(texts, 512) unit rows."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """Scored replies and where they stood. `vectors` (rows, 1024) are reply and comment side by side, or None."""

    texts: tuple[str, ...]
    situations: tuple[Situation, ...]
    scores: tuple[Score, ...]
    vectors: NDArray[np.float32] | None

    def part(self, rows: NDArray[np.int64]) -> Replies:
        """The replies at these positions."""
        return Replies(
            texts=tuple(self.texts[row] for row in rows),
            situations=tuple(self.situations[row] for row in rows),
            scores=tuple(self.scores[row] for row in rows),
            vectors=None if self.vectors is None else self.vectors[rows],
        )


def gather_replies(pairs: Sequence[tuple[str, Situation]], scores: Sequence[Score], encoder: Encodes | None) -> Replies:
    """What the fit sees of replies that have been scored as shipped."""
    texts = tuple(reply for reply, _ in pairs)
    vectors = None
    if encoder is not None and pairs:
        comments = [situation.comment or "" for _, situation in pairs]
        vectors = np.hstack([encoder.encode(texts), encoder.encode(comments)])
    return Replies(texts=texts, situations=tuple(s for _, s in pairs), scores=tuple(scores), vectors=vectors)


def fit_score(replies: Replies, answered: NDArray[np.int64]) -> AdaptedScore:
    """Fit on replies with 1 where the person answered back. Log-odds of three linear models are averaged."""
    table = np.stack(
        [features(s, t, w) for s, t, w in zip(replies.scores, replies.texts, replies.situations, strict=True)]
    )
    centre, scale = table.mean(0), table.std(0) + 1e-3
    said, heard = (
        grams_of([hashed(t) for t in replies.texts]),
        grams_of([hashed(s.comment or "") for s in replies.situations]),
    )
    spaces: dict[str, Any] = {
        "features": csr_matrix((table - centre) / scale),
        "text": hstack([said.table, heard.table]).tocsr(),
    }
    if replies.vectors is not None:
        spaces["vectors"] = csr_matrix(replies.vectors * _VECTOR_SCALE)
    weights, bias = _fitted(spaces, answered)
    width = said.table.shape[1]
    vectors = weights.get("vectors", np.zeros(1024, np.float32)) * _VECTOR_SCALE
    fitted = AdaptedScore(
        reply=_gram_weights(said, weights["text"][:width]),
        comment=_gram_weights(heard, weights["text"][width:]),
        centre=centre.astype(np.float32),
        scale=scale.astype(np.float32),
        feature_weights=weights["features"],
        reply_vector=vectors[:512],
        comment_vector=vectors[512:],
        bias=bias,
        levels=np.zeros(1, np.float32),
        totals=np.zeros(1, np.float32),
    )
    return _levelled(fitted, replies)


def _fitted(spaces: dict[str, Any], answered: NDArray[np.int64]) -> tuple[dict[str, NDArray[np.float32]], float]:
    weights, bias = {}, 0.0
    for name, space in spaces.items():
        model = LogisticRegression(C=_STRENGTH[name], class_weight="balanced", max_iter=200, tol=1e-3).fit(
            space, answered
        )
        weights[name] = (model.coef_[0] / len(spaces)).astype(np.float32)
        bias += float(model.intercept_[0]) / len(spaces)
    return weights, bias


def _gram_weights(grams: Grams, weights: NDArray[np.float32]) -> GramWeights:
    return GramWeights(rows=grams.buckets, idf=grams.idf, weights=weights)


def _levelled(fitted: AdaptedScore, replies: Replies) -> AdaptedScore:
    """Spread the log-odds evenly over the range of the totals as shipped, widened where those hardly differ."""
    odds = [_odds(fitted, replies, row) for row in range(len(replies.texts))]
    quantiles = np.linspace(0.0, 1.0, 41)
    levels = np.quantile(odds, quantiles) + np.arange(41) * 1e-6
    low, high = np.quantile([score.ranked for score in replies.scores], (0.02, 0.98))
    totals = np.linspace(min(low, LOW), max(high, HIGH), 41)
    return AdaptedScore(
        **{name: getattr(fitted, name) for name in AdaptedScore.__slots__ if name not in ("levels", "totals")},
        levels=levels.astype(np.float32),
        totals=totals.astype(np.float32),
    )


def _vectors(replies: Replies, row: int) -> tuple[NDArray[np.float32] | None, NDArray[np.float32] | None]:
    if replies.vectors is None:
        return None, None
    return replies.vectors[row, :512], replies.vectors[row, 512:]


def _odds(fitted: AdaptedScore, replies: Replies, row: int) -> float:
    return fitted.odds(replies.scores[row], replies.texts[row], replies.situations[row], _vectors(replies, row))


def cross_totals(replies: Replies, answered: NDArray[np.int64], groups: Sequence[str]) -> NDArray[np.float64]:
    """Out-of-fold adapted totals: each reply is judged by a score that never saw its group."""
    totals = np.zeros(len(replies.texts))
    for seen, held in folds_of(groups):
        fitted = fit_score(replies.part(seen), answered[seen])
        for row in held:
            score, text, situation = replies.scores[row], replies.texts[row], replies.situations[row]
            totals[row] = fitted.total(score, text, situation, _vectors(replies, int(row)))
    return totals


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreReport:
    """Before and after: AUC of the total against "answered back". `fitted` None when refused. `counts` are replies
    that were not answered and that were, `groups` how many groups they come from."""

    counts: tuple[int, int]
    groups: int
    before: float | None = None
    after: float | None = None
    refused: str = ""
    fitted: AdaptedScore | None = field(default=None, repr=False)

    @property
    def rows(self) -> int:
        """Replies whose outcome is known."""
        return sum(self.counts)

    def as_json(self) -> dict[str, Any]:
        """The figures, for the shelf."""
        return {
            "rows": self.rows,
            "counts": list(self.counts),
            "groups": self.groups,
            "before": self.before,
            "after": self.after,
            "refused": self.refused,
        }


def adapt_score(
    replies: Replies, answered: NDArray[np.int64], groups: Sequence[str], in_force: AdaptedScore | None = None
) -> ScoreReport:
    """Fit, measure by grouped cross-validation, and refuse with a reason when there is too little or it is no better.
    `in_force` is what the fit has to beat, None for the score as shipped; it must not have been fitted on these rows.
    """
    positive = int(answered.sum())
    counts, own = (len(answered) - positive, positive), len(set(groups))
    if why := too_few(counts, own, SCORE_BAR):
        return ScoreReport(counts=counts, groups=own, refused=why)
    before = float(roc_auc_score(answered, _totals(replies, in_force)))
    after = float(roc_auc_score(answered, cross_totals(replies, answered, groups)))
    why = no_better(before, after)
    fitted = None if why else fit_score(replies, answered)
    return ScoreReport(counts=counts, groups=own, before=before, after=after, refused=why, fitted=fitted)


def _totals(replies: Replies, in_force: AdaptedScore | None) -> list[float]:
    if in_force is None:
        return [score.ranked for score in replies.scores]
    return [
        in_force.total(score, text, situation, _vectors(replies, row))
        for row, (score, text, situation) in enumerate(
            zip(replies.scores, replies.texts, replies.situations, strict=True)
        )
    ]
