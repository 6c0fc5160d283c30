"""The card as text: nothing is lost, nothing is interpreted, limits hold in the platform's own unit."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.chat.terminal.paint import Painter, visible
from bot.adapters.chat.text_card import Role, card_lines, fold, length, line, messages
from bot.domain.capabilities import LengthUnit, TextLimit
from bot.domain.card import Card, OfferedSuggestion
from bot.domain.comment import Author, Turn, Who
from bot.domain.reading import Kind
from bot.domain.score import Dimension, Score
from bot.domain.suggestion import Need, Source, Suggestion
from bot.domain.transitions import ItemState

SCORE = Score(
    total=81, dimensions=tuple((each, 0.8) for each in Dimension), findings=(), why="It asks.", situation="question"
)


def _card(comment: str, suggestion: str = "Which one?") -> Card:
    offered = Suggestion(
        text=suggestion,
        lang="en",
        score=SCORE,
        needs=(Need(question="from when?"),),
        sources=(Source(ref="f", title="Price list", quote="14 €"),),
    )
    return Card(
        item_id=7,
        version=3,
        brand_id="b",
        brand_name="Mirlo",
        page_id="p",
        page_name="Demo page",
        platform="simulated",
        state=ItemState.WAITING,
        author=Author(name="Eva"),
        comment=comment,
        commented_at=datetime(2026, 1, 1, tzinfo=UTC),
        comment_url="",
        post_text="A post",
        context=tuple(Turn(who=Who.OTHER, text=f"turn {n}", name="X") for n in range(9)),
        reading=None,
        suggestions=(OfferedSuggestion(id=1, number=1, suggestion=offered),),
        actions=(),
    )


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_card_shows_comment_suggestion_score_source_and_need(lang: str) -> None:
    text = "\n".join(each.text for each in card_lines(_card("Do you open on Sundays?"), lang))
    for shown in (
        "#7",
        "Demo page",
        "Eva",
        "Do you open on Sundays?",
        "1. [81] Which one?",
        "Price list",
        "from when?",
    ):
        assert shown in text
    assert "… 5" in text, "hidden turns are counted, not dropped in silence"


@pytest.mark.parametrize(("lang", "label"), [("en", "Taken as: praise"), ("es", "Tomado como: elogio")])
def test_a_card_says_what_an_offer_takes_an_open_remark_for(lang: str, label: str) -> None:
    card = _card("Booked two nights, stayed five.")
    (offered,) = card.suggestions
    taken = replace(offered, suggestion=replace(offered.suggestion, takes=Kind.PRAISE))
    lines = [each.text for each in card_lines(replace(card, suggestions=(taken,)), lang)]
    assert lines.index(label) + 1 == lines.index("1. [81] Which one?")
    assert label not in [each.text for each in card_lines(card, lang)]


def test_a_long_comment_is_folded_with_a_sign_and_shown_in_full_on_demand() -> None:
    long = "word " * 10_000
    folded = next(each.text for each in card_lines(_card(long), "en") if each.role is Role.COMMENT)
    assert "more: 49400 characters" in folded
    assert next(each.text for each in card_lines(_card(long), "en", full=True) if each.role is Role.COMMENT) == long
    assert fold("short", "es") == "short"


units = st.sampled_from(list(LengthUnit))


@given(st.lists(st.text(max_size=80), max_size=6), st.integers(20, 60), units)
def test_messages_keep_every_character_and_every_limit(texts: list[str], most: int, unit: LengthUnit) -> None:
    found = messages(texts, TextLimit(most=most, unit=unit))
    longest = max((length(g, unit) for text in texts for g in _graphemes(text)), default=0)
    if longest <= most:
        assert all(length(each, unit) <= most for each in found)
    assert "".join(found).replace("\n", "") == "".join(texts).replace("\n", "")


def _graphemes(text: str) -> list[str]:
    import regex

    return regex.findall(r"\X", text)


@given(st.text(max_size=200))
def test_no_comment_can_steer_a_terminal(comment: str) -> None:
    shown = visible(comment)
    assert not any(char < " " and char not in "\n\t" for char in shown)
    assert "\x1b" not in shown


def test_markup_of_the_public_is_shown_and_not_obeyed() -> None:
    stream = io.StringIO()
    Painter(stream, width=60).write([line(Role.COMMENT, "[bold red]hello[/] \x1b[2J :smile: <b>x</b>")])
    assert "[bold red]hello[/]" in stream.getvalue()
    assert "\x1b" not in stream.getvalue()
    assert ":smile:" in stream.getvalue()
