"""Needs and the advice to be silent are told in the language of whoever reads the card."""

from __future__ import annotations

import pytest

from bot.coaching.needs import need, need_in, told_in, words
from bot.domain.suggestion import Need

ASKED = [
    ("answer", {"asked": "Is there a lift?"}),
    ("without", {"thing": "receipt", "fact": "Books come back within 30 days with the receipt"}),
    ("in_other", {"tongue": "es", "fact": "Dogs are welcome"}),
    ("suspect", {"fact": "terrace.en"}),
    ("favour", {}),
    ("tell", {"person": "Lucía"}),
    ("who", {}),
    ("name", {}),
    ("language", {"tongue": "ja"}),
    ("nothing", {}),
]


@pytest.mark.parametrize(("key", "values"), ASKED)
def test_a_need_goes_to_the_other_language_and_back(key: str, values: dict[str, str]) -> None:
    english, spanish = need(key, "en", about="x", **values), need(key, "es", about="x", **values)
    assert english.question != spanish.question
    assert need_in(english, "es") == spanish
    assert need_in(spanish, "en") == english
    assert need_in(english, "en") == english


def test_several_needs_in_a_row_are_told_one_by_one() -> None:
    asked = [("answer", {"asked": "Is there a lift?"}), ("answer", {"asked": "Can we pay by card"}), ("who", {})]
    english, spanish = (" ".join(words(key, lang, **values) for key, values in asked) for lang in ("en", "es"))
    assert told_in(english, "es") == spanish


@pytest.mark.parametrize(
    "text", ["", "Ask Marta about the oven.", "Who of the team stays with this person now? Marta?"]
)
def test_other_words_stay_as_they_are(text: str) -> None:
    assert told_in(text, "es") == text
    assert need_in(Need(question=text), "es").question == text
