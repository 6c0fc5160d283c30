"""Plain baselines beside every figure, so that a number can be judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline, make_union
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

FOLDS = 5


def fitted_tfidf(texts: Sequence[str], truth: NDArray[Any], groups: Sequence[str]) -> NDArray[np.float64]:
    """Out-of-fold probabilities (rows, classes in sorted order) of word 1-2 and character 2-4 grams with
    class-balanced logistic regression, C=1, untuned."""
    result = np.zeros((len(texts), len(np.unique(truth))))
    for seen, held in GroupKFold(n_splits=min(FOLDS, len(set(groups)))).split(texts, groups=groups):
        model = make_pipeline(
            make_union(TfidfVectorizer(ngram_range=(1, 2)), TfidfVectorizer(analyzer="char", ngram_range=(2, 4))),
            LogisticRegression(C=1.0, class_weight="balanced", max_iter=1000),
        )
        model.fit([texts[row] for row in seen], truth[seen])
        result[held] = model.predict_proba([texts[row] for row in held])
    return result


def vader(texts: Sequence[str]) -> NDArray[np.float64]:
    """VADER's compound value, -1 to 1. English only."""
    analyser = SentimentIntensityAnalyzer()
    return np.array([analyser.polarity_scores(text)["compound"] for text in texts])


def has_question_mark(texts: Sequence[str]) -> NDArray[np.float64]:
    """1.0 where a question mark stands in the text."""
    return np.array([float("?" in text) for text in texts])
