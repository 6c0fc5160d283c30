"""Messages fit, graphemes stay whole, nothing is lost or cut without a sign."""

from __future__ import annotations

import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.chat.room.render_text import GOES_ON, pages, shortened
from bot.adapters.chat.text_card import Line, Role, length, line
from bot.domain.capabilities import LengthUnit, TextLimit

TEXTS = st.text(alphabet=st.sampled_from("ab ñé👩‍👩‍👧🇪🇸&<*_\n"), max_size=400)
LIMITS = st.builds(TextLimit, most=st.integers(60, 120), unit=st.sampled_from(LengthUnit))


def escaped(each: Line) -> str:
    """A markup that makes texts longer, as HTML does."""
    return f"<b>{each.text.replace('&', '&amp;').replace('<', '&lt;')}</b>"


def plain(each: Line) -> str:
    return each.text


@given(texts=st.lists(TEXTS, max_size=6), limit=LIMITS)
def test_every_message_fits(texts: list[str], limit: TextLimit) -> None:
    for page in pages([line(Role.COMMENT, text) for text in texts], limit, escaped):
        assert length(page, limit.unit) <= limit.most
        assert page.count("<b>") == page.count("</b>")


@given(text=TEXTS, limit=LIMITS)
def test_nothing_is_lost_and_every_cut_has_its_signs(text: str, limit: TextLimit) -> None:
    found = pages([line(Role.COMMENT, text)], limit, plain)
    assert "".join(page.removesuffix(GOES_ON) for page in _parts(found)) == text
    assert all(page.endswith(GOES_ON) for page in found[:-1])
    assert all(page.startswith(GOES_ON) for page in found[1:])


def _parts(found: list[str]) -> list[str]:
    """The pages without the signs of going on."""
    return [page.removeprefix(GOES_ON) if number else page for number, page in enumerate(found)]


@given(text=TEXTS, most=st.integers(8, 60), limit=LIMITS)
def test_a_title_is_cut_between_graphemes(text: str, most: int, limit: TextLimit) -> None:
    cut = shortened(text, most, limit)
    assert length(cut, limit.unit) <= most
    if cut != text:
        assert cut.endswith(GOES_ON)
        kept = regex.findall(r"\X", cut.removesuffix(GOES_ON))
        assert regex.findall(r"\X", text)[: len(kept)] == kept


def test_lines_are_gathered() -> None:
    lines = [line(Role.SAYS, "one"), line(Role.SAYS, "two"), line(Role.SAYS, "three")]
    assert pages(lines, TextLimit(most=8), plain) == ["one\ntwo", "three"]


def test_a_text_that_escaping_makes_much_longer_loses_nothing() -> None:
    text = "&<>" * 900
    found = pages([line(Role.COMMENT, text)], TextLimit(most=500), escaped)
    shown = "".join(found).replace("<b>", "").replace("</b>", "").replace(GOES_ON, "")
    assert shown.replace("&lt;", "<").replace("&amp;", "&") == text
    assert all(len(page) <= 500 for page in found)
