"""Over real comments: right language, nothing that must not be published, no two replies alike. Needs the data."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from bot.coaching.composing.variety import words
from bot.coaching.engine import build_engine
from bot.coaching.grounding import trespasses
from bot.domain.brand import Brand
from bot.domain.score import Severity
from bot.domain.situation import Situation, Suggestions

_FOLDER = os.environ.get("TERTULIA_DATA", "")
_LACKS_BELOW = 70
_ECHO = "an echo of the comment"
"""Meant, where the composer says back what somebody told (`bot.coaching.composing.mirror`)."""


@pytest.fixture(scope="module")
def composed(brand: Brand) -> list[tuple[dict[str, str], Suggestions]]:
    if not _FOLDER:
        pytest.skip("TERTULIA_DATA names no folder")
    lines = (Path(_FOLDER) / "comment_sentiment.jsonl").read_text(encoding="utf-8").splitlines()[:300]
    rows = [json.loads(line) for line in lines]
    engine = build_engine(brand=brand)
    return [(row, engine.compose(Situation(brand=brand, comment=row["text"]))) for row in rows]


@pytest.mark.data
@pytest.mark.slow
def test_every_suggestion_is_in_the_comments_language(composed: list[tuple[dict[str, str], Suggestions]]) -> None:
    assert not [row["id"] for row, found in composed for offer in found.offers if offer.lang != row["lang"]]


@pytest.mark.data
@pytest.mark.slow
def test_every_empty_answer_says_why(composed: list[tuple[dict[str, str], Suggestions]]) -> None:
    assert all(found.offers or found.stay_out or found.needs for _, found in composed)


@pytest.mark.data
@pytest.mark.slow
def test_nothing_is_invented_and_what_lacks_says_so(
    brand: Brand, composed: list[tuple[dict[str, str], Suggestions]]
) -> None:
    for row, found in composed:
        for offer in found.offers:
            trespassed = set(trespasses(offer.text, row["text"], brand.facts)) - {_ECHO}
            assert not trespassed, offer.text
            assert not [each for each in offer.score.findings if each.severity is Severity.BLOCK], offer.text
            assert offer.score.total >= _LACKS_BELOW or "needs:" in offer.stopped, offer.text


@pytest.mark.data
@pytest.mark.slow
def test_no_two_suggestions_share_more_than_half_their_words(
    composed: list[tuple[dict[str, str], Suggestions]],
) -> None:
    texts = [(place, set(words(offer.text))) for place, (_, found) in enumerate(composed) for offer in found.offers]
    comments = [set(words(row["text"])) for row, _ in composed]
    alike = []
    for number, (place, mine) in enumerate(texts):
        for other_place, other in texts[:number]:
            if place == other_place or len(mine & other) <= 0.5 * len(mine | other):
                continue
            one, two = comments[place], comments[other_place]
            if len(one & two) <= 0.5 * len(one | two):
                alike.append((mine, other))
    assert not alike
