"""Adapting the score to what an installation's people answered."""

from __future__ import annotations

import random

import numpy as np
import pytest

from bot.coaching.parts import build_parts, fitted
from bot.coaching.scoring.adapted import AdaptedScore
from bot.coaching.scoring.blended import BlendedScorer
from bot.coaching.scoring.fit import Replies, adapt_score, gather_replies
from bot.coaching.scoring.scorer import Scorer
from bot.domain.brand import Brand
from bot.domain.errors import BadInput
from bot.domain.situation import Situation

BRAND = Brand(id="b", name="B")
SCORER = Scorer(None, None)


def told(count: int = 160) -> tuple[Replies, np.ndarray, list[str]]:
    """A page whose people answer an easy-going reply, and are silent when they are sent to an address."""
    chance = random.Random(5)
    pairs, answered, groups = [], [], []
    for index in range(count):
        street = chance.random() < 0.5
        reply = f"Come by {'Carmen street, number' if street else 'any time, day'} {chance.randint(1, 90)}."
        pairs.append((reply, Situation(brand=BRAND, comment=f"Where could I find you, number {index}?")))
        answered.append(int(not street) if chance.random() < 0.9 else int(street))
        groups.append(str(index % 8))
    return gather_replies(pairs, SCORER.score_many(pairs), None), np.array(answered), groups


def test_what_people_answer_here_is_learned() -> None:
    report = adapt_score(*told())
    assert report.refused == ""
    assert report.after is not None
    assert report.before is not None
    assert report.after > 0.8 > report.before
    assert report.fitted is not None
    replies, answered, _ = told()
    pairs = list(zip(replies.texts, replies.situations, strict=True))
    totals = np.array([score.ranked for score in BlendedScorer(SCORER, report.fitted, None).score_many(pairs)])
    assert totals[answered == 1].mean() > totals[answered == 0].mean() + 10


def test_dimensions_and_findings_stay_as_they_are() -> None:
    report = adapt_score(*told())
    assert report.fitted is not None
    where = Situation(brand=BRAND, comment="Where could I find you?")
    reply = "We value your feedback!!! Buy now at our online shop."
    shipped, blended = SCORER.score(reply, where), BlendedScorer(SCORER, report.fitted, None).score(reply, where)
    assert (blended.dimensions, blended.findings) == (shipped.dimensions, shipped.findings)
    assert 0 <= blended.total <= 100


def test_planned_posts_keep_the_shipped_total() -> None:
    report = adapt_score(*told())
    assert report.fitted is not None
    post = Situation(brand=BRAND)
    text = "What was the first book that kept you up at night?"
    assert BlendedScorer(SCORER, report.fitted, None).score(text, post) == SCORER.score(text, post)


def test_too_few_rows_are_refused_with_the_numbers() -> None:
    report = adapt_score(*told(30))
    assert report.fitted is None
    assert "too few rows: 30" in report.refused


def test_a_fit_has_to_beat_what_is_in_force() -> None:
    replies, answered, groups = told()
    strong = adapt_score(replies, answered, groups).fitted
    report = adapt_score(replies, answered, groups, in_force=strong)
    assert report.before is not None
    assert report.after is not None
    assert report.before > report.after
    assert report.fitted is None
    assert "no better" in report.refused


def test_the_score_survives_the_shelf_unchanged() -> None:
    replies, answered, groups = told()
    fit = adapt_score(replies, answered, groups).fitted
    assert fit is not None
    again = AdaptedScore.from_bytes(fit.to_bytes())
    for text, score, situation in zip(replies.texts, replies.scores, replies.situations, strict=True):
        before = fit.total(score, text, situation, (None, None))
        assert again.total(score, text, situation, (None, None)) == pytest.approx(before, abs=1e-3)


def test_anything_else_on_the_shelf_is_refused_in_words() -> None:
    with pytest.raises(BadInput, match="tertulia adapt"):
        AdaptedScore.from_bytes(b"nothing of the kind")


def test_a_brands_own_fit_comes_before_the_installations() -> None:
    fit = adapt_score(*told()).fitted
    assert fit is not None

    class Shelf:
        def active(self, name: str) -> bytes | None:
            return fit.to_bytes() if name == "score@cafe" else None

    assert fitted(Shelf(), "cafe").score is not None  # type: ignore[arg-type]
    assert fitted(Shelf(), "bar").score is None  # type: ignore[arg-type]
    assert isinstance(build_parts(encoder=False, adapted=fitted(Shelf(), "cafe")).scorer, BlendedScorer)  # type: ignore[arg-type]
