"""Contempt and whom it is put to, as numbers."""

from __future__ import annotations

import pytest

from bot.coaching.reading.contempt import contempt_of
from bot.coaching.reading.evidence import gather


@pytest.mark.parametrize(
    ("text", "lang", "name", "many"),
    [
        ("what a clueless bully", "en", "belittling", 2),
        ("menudo payaso", "es", "belittling", 1),
        ("I hope they rot in prison", "en", "harm", 2),
        ("que los metan presos", "es", "harm", 1),
        ("horseshit", "en", "crude", 1),
        ("pass me the butter, first class", "en", "crude", 0),
        ("la computadora y su reputación", "es", "crude", 0),
        ("you are a weirdo", "en", "at_you", 1),
        ("he is a weirdo", "en", "at_you", 0),
        ("he is a weirdo", "en", "at_them", 1),
        ("sois unos payasos", "es", "at_you", 1),
        ("he is a weirdo", "en", "called", 1),
        ("such a weirdo", "en", "such_a", 1),
        ("clueless liberals", "en", "at_camp", 1),
        ("the oven is slow", "en", "at_them", 0),
    ],
)
def test_counts(text: str, lang: str, name: str, many: int) -> None:
    assert contempt_of(gather(text, lang))[name] == many


def test_a_comment_without_a_harsh_word_is_clean() -> None:
    assert contempt_of(gather("lovely loaf", "en"))["clean"]
    assert not contempt_of(gather("you clueless bully", "en"))["clean"]


@pytest.mark.parametrize("text", ["", "🙂", "@a", "bully " * 2_000])
def test_counts_stay_between_nothing_and_three(text: str) -> None:
    assert all(0 <= value <= 3 for value in contempt_of(gather(text, "en")).values())
