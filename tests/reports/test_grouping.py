"""Comments that say the same are put together, however many times the same sentence was pasted."""

from __future__ import annotations

from bot.reports.grouping import groups


def terms(text: str) -> list[str]:
    return text.casefold().replace("?", "").split()


def test_the_same_matter_in_other_words_is_one_group() -> None:
    texts = ["open sunday morning?", "sunday morning open then?", "gluten free cake?", "any gluten free cake?", "hello"]
    assert sorted(sorted(group) for group in groups(texts, terms)) == [[0, 1], [2, 3]]


def test_a_wave_of_one_sentence_is_one_group_with_those_who_said_nearly_that() -> None:
    texts = ["when is the next reading?"] * 6_000 + ["next reading when is it?", "the soup was cold"]
    (wave,) = groups(texts, terms)
    assert len(wave) == 6_001
    assert wave[0] == 0


def test_one_word_in_common_is_no_common_matter() -> None:
    assert groups(["thanks", "thanks", "thanks"], terms) == []


def test_texts_without_words_are_nothing() -> None:
    assert groups(["", "?", ""], terms) == []
