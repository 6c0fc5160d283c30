"""Alternatives kept by their first letters find what they find in a row."""

from __future__ import annotations

import re

import pytest

from bot.coaching.text.initials import by_initial, initials


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("sees? it", "s"),
        ("(?:you|they|he) left", "yth"),
        ("(?:no )?se dijo", "ns"),
        ("a?b", "ab"),
        ("[abc]x", "abc"),
        ("(?:a(?:b|c)|d)?e", "ade"),
        (r"\d+ days", "0123456789"),
    ],
)
def test_the_letters_a_pattern_begins_with(pattern: str, letters: str) -> None:
    assert initials(pattern) == frozenset(letters)


@pytest.mark.parametrize(
    "pattern", [r"\w+ again", r"(?:very )?(?:\w+ )?x", "(?P<it>x)", "(?!no)x", "", "a{0,2}b", "[^a]b"]
)
def test_what_cannot_be_told_is_not_guessed(pattern: str) -> None:
    assert initials(pattern) is None


def test_they_find_what_they_find_in_a_row() -> None:
    listed = [
        r"lost (?:my|our) \w+\b|\bleft (?:it|them) there",
        r"(?<!not )(?:so|very) late",
        r"(?P<one>\w+) for (?P=one)",
        r"\w+ed twice",
        "(?:en|sin) (?:luz|agua)",
    ]
    plain = re.compile(rf"\b(?:{'|'.join(listed)})")
    quick = re.compile(rf"\b(?:{by_initial(listed)})")
    for text in (
        "they lost our bags and left them there",
        "not so late, but very late",
        "word for word, charged twice",
        "otra vez sin agua",
        "nothing of it",
    ):
        assert [found.group() for found in quick.finditer(text)] == [found.group() for found in plain.finditer(text)]
