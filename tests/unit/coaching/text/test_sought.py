"""Patterns that a text cannot match are passed over, and none that it does match."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.coaching.composing.moments import PROPOSES
from bot.coaching.composing.notice import plain_words
from bot.coaching.composing.phrasebook import load_phrasebooks
from bot.coaching.composing.set_forms import PLAINLY
from bot.coaching.text.sought import OneOf, Sought, needed

_BOOKS = load_phrasebooks()
_ORDINARY = sorted(Path(__file__).parents[1].glob("reading/ordinary/*.txt"))


@dataclass(frozen=True)
class _Thing:
    pattern: re.Pattern[str]


@pytest.mark.parametrize(
    ("pattern", "strings"),
    [
        (r"\bon hold\b", {"on hold"}),
        (r"\b(hair|fly) in (my|the)\b", {"hair in my", "hair in the", "fly in my", "fly in the"}),
        (r"\bcolou?rs?\b", {"colour", "color", "colours", "colors"}),
        (r"\btick[ei]t\w*", {"ticket", "tickit"}),
        (r"(?<!lab )coat(?! hanger)", {"coat"}),
        (r"\bgo+l\b", {"go"}),
        (r"\ba{2,3}bc", {"bc"}),
        (r"^(?=.*\bteacher)(?!.*\bcross\b)", {"teacher"}),
        (r"(?:very )*loud", {"loud"}),
        (r"\b\w+ mal\b|\bpeor\b", {" mal", "peor"}),
        (r"\b(?P<unit>min|hour)s?\b", {"min", "hour"}),
        (r"x{0}more", {"more"}),
        (r"\d+ ?€|\btoo dear\b", None),
        (r"(?=nothing)?|gone", None),
        (r"\w+", None),
        (r"(?i)loud", None),
    ],
)
def test_what_a_match_must_hold(pattern: str, strings: set[str] | None) -> None:
    found = needed(re.compile(pattern))
    assert (None if found is None else set(found)) == strings


def test_a_thing_is_found_where_any_of_the_texts_may_hold_it() -> None:
    seats, tea, any_word = (_Thing(re.compile(each)) for each in (r"\bseats?\b", r"\btea\b|\bcup\b", r"\w+"))
    things = Sought((seats, tea, any_word))
    assert things.among("no seats left") == [seats, any_word]
    assert things.among("no seats left", "a cup") == [seats, tea, any_word]
    assert things.among("") == [any_word]


@pytest.mark.parametrize("lang", sorted(_BOOKS))
@pytest.mark.parametrize("of", ["themes", "things", "subjects"])
def test_nothing_of_the_phrasebook_is_passed_over(lang: str, of: str) -> None:
    comments = [plain_words(line) for path in _ORDINARY for line in path.read_text(encoding="utf-8").splitlines()[::4]]
    assert comments
    things = getattr(_BOOKS[lang], of)
    for comment in comments:
        may = {id(each) for each in things.among(comment)}
        assert not [each for each in things if id(each) not in may and each.pattern.search(comment)], comment


@pytest.mark.parametrize("lang", sorted(_BOOKS))
def test_few_things_need_to_be_tried(lang: str) -> None:
    themes = _BOOKS[lang].themes
    assert len(themes.among("the waiter was kind and the soup was hot")) < len(themes) / 8


def test_one_of_many_turns_is_found_where_the_whole_expression_finds_one() -> None:
    turns = r"\bno more (?:tea|cake)\b|^(?:please|pls) stop\b|\bwhy (?:not|don'?t you) \w+|\b\d+ ?%"
    one, whole = OneOf(turns), re.compile(turns)
    for text in (
        "why not sell the cake, no more tea",
        "please stop, why don't you listen",
        "why don't",
        "so please stop",
        "up 10%, then 20 %",
        "",
    ):
        assert (one.search(text) is None) == (whole.search(text) is None)
        assert one.count(text) == len(whole.findall(text))


@pytest.mark.parametrize("turns", [PROPOSES, PLAINLY])
def test_the_sets_of_turns_can_be_cut_at_their_bars(turns: OneOf) -> None:
    for path in _ORDINARY:
        for line in path.read_text(encoding="utf-8").splitlines()[::4]:
            text = plain_words(line)
            assert (turns.search(text) is None) == (turns.count(text) == 0)
