"""Likeness to what was seen: what no sum of single cues can say, with an encoder and without, stored and read again."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import numpy as np
import pytest

from bot.coaching.adapting.fit import Examples, fit_heads, judged
from bot.coaching.adapting.fit_near import NearFit
from bot.coaching.adapting.heads import AdaptedHeads
from bot.coaching.reading.heads import shipped_heads
from bot.domain.errors import BadInput

CHANCE = np.random.default_rng(5)
MANY = 240


def either(number: int) -> tuple[float, float]:
    """The two cues of a row: none, one, the other, both."""
    return float(number % 2), float(number // 2 % 2)


def examples(*, vectors: bool) -> tuple[Examples, np.ndarray]:
    """A row is a grievance when exactly one of two cues stands in it; its words say nothing."""
    shipped = [{"cue:one": either(number)[0], "cue:two": either(number)[1]} for number in range(MANY)]
    target = np.array([float(either(number)[0] != either(number)[1]) for number in range(MANY)])
    rows = CHANCE.normal(size=(MANY, 512)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return Examples.of(["same words"] * MANY, rows if vectors else None, shipped), target


PLAIN, TOPICAL = "question", "complaint"
"""A label whose likeness leaves topics alone, and one whose likeness compares them."""


def fitted(*labels: str, vectors: bool) -> tuple[AdaptedHeads, Examples, np.ndarray]:
    seen, target = examples(vectors=vectors)
    return fit_heads(seen, dict.fromkeys(labels, target)), seen, target


def share_right(heads: AdaptedHeads, seen: Examples, target: np.ndarray, label: str) -> float:
    said = np.array([scores[label] >= 0.5 for scores in judged(heads, seen)])
    return float(np.mean(said == (target > 0)))


@pytest.mark.parametrize("label", [PLAIN, TOPICAL])
def test_what_two_cues_mean_together_is_learned(label: str) -> None:
    heads, seen, target = fitted(label, vectors=False)
    assert share_right(heads, seen, target, label) > 0.95
    assert share_right(replace(heads, near=None, topical=None), seen, target, label) < 0.8


def test_what_two_words_mean_together_is_learned_from_topics() -> None:
    texts = [["hello there", "cold tea", "warm bread", "cold tea and warm bread"][number % 4] for number in range(MANY)]
    target = np.array([float(number % 4 in (1, 2)) for number in range(MANY)])
    heads = fit_heads(Examples.of(texts, None, [{}] * MANY), {TOPICAL: target})
    assert heads.topical is not None
    assert heads.topical.topics is not None
    seen = Examples.of(texts[:4], None, [{}] * 4)
    assert [scores[TOPICAL] >= 0.5 for scores in judged(heads, seen)] == [False, True, True, False]


@pytest.mark.parametrize("vectors", [True, False])
def test_one_comment_is_judged_as_in_the_batch_and_after_storing(vectors: bool) -> None:
    heads, seen, _ = fitted(PLAIN, TOPICAL, vectors=vectors)
    again = AdaptedHeads.from_bytes(heads.to_bytes())
    together = judged(heads, seen)
    for place in range(4):
        vector = None if seen.vectors is None else seen.vectors[place]
        alone = heads.scores("same words", vector, seen.shipped[place])
        assert alone == pytest.approx(together[place], abs=1e-4)
        assert again.scores("same words", vector, seen.shipped[place]) == pytest.approx(alone, abs=0.02)


@pytest.mark.parametrize("label", [PLAIN, TOPICAL])
def test_heads_fitted_with_vectors_still_speak_where_the_encoder_is_missing(label: str) -> None:
    heads, seen, _ = fitted(label, vectors=True)
    told = heads.scores("same words", None, seen.shipped[1])[label]
    assert 0.0 < told < 1.0


def test_the_same_rows_give_the_same_landmarks() -> None:
    known = CHANCE.normal(size=(80, 6)).astype(np.float32)
    wanted = known[:, 0] > 0
    one, other = (NearFit(None, known).line(np.arange(80), wanted) for _ in range(2))
    assert np.array_equal(one[0], other[0])
    assert one[1] == other[1]


def test_rows_that_are_all_alike_can_be_fitted() -> None:
    alike = NearFit(None, np.ones((60, 5), np.float32))
    weights, constant = alike.line(np.arange(60), np.arange(60) % 2 == 0)
    assert np.isfinite(weights).all()
    assert np.isfinite(constant)


@pytest.mark.parametrize("form", [1, 2])
def test_models_stored_by_earlier_releases_still_load(form: int) -> None:
    heads, _, _ = fitted(PLAIN, vectors=False)
    blob = (replace(heads, near=None) if form == 1 else heads).to_bytes()
    with np.load(io.BytesIO(blob)) as stored:
        assert json.loads(bytes(stored["meta"]))["format"] == form
        assert bool([name for name in stored if name.startswith("near")]) == (form == 2)
        assert not [name for name in stored if name.startswith("topical")]
    again = AdaptedHeads.from_bytes(blob)
    assert (again.near is None) == (form == 1)
    assert again.topical is None
    shipped = shipped_heads()
    assert shipped is None or shipped.near is shipped.topical is None


def test_likeness_with_topics_is_a_format_of_its_own() -> None:
    heads, _, _ = fitted(TOPICAL, vectors=False)
    with np.load(io.BytesIO(heads.to_bytes())) as stored:
        assert json.loads(bytes(stored["meta"]))["format"] == 3
    assert heads.near is None


@pytest.mark.parametrize("label", [PLAIN, TOPICAL])
def test_half_a_model_is_refused_in_words(label: str) -> None:
    heads, _, _ = fitted(label, vectors=False)
    with np.load(io.BytesIO(heads.to_bytes())) as stored:
        arrays = {name: stored[name] for name in stored if not name.endswith("l_weights") and name != "near_weights"}
    out = io.BytesIO()
    np.savez_compressed(out, **arrays)
    with pytest.raises(BadInput, match="tertulia adapt"):
        AdaptedHeads.from_bytes(out.getvalue())
