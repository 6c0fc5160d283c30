"""What the pictures of cards show is what the adapter sends, and nothing that the public wrote becomes markup."""

from __future__ import annotations

import html
import re

import pytest

from bot.adapters.chat.discord import render as discord_render
from bot.adapters.chat.mattermost import render as mattermost_render
from bot.adapters.chat.slack import render as slack_render
from bot.adapters.chat.telegram import render as telegram_render
from tests.adapters.chat.contract import a_card
from tools.card_pictures import drawings
from tools.cards.discord import markdown
from tools.cards.sheet import room_of

APART = str.maketrans("", "", "\u2060\u200b")
"""What adapters put between signs so that they do nothing, and nobody sees."""
DRAWINGS = drawings()


@pytest.mark.parametrize("platform", sorted(DRAWINGS))
async def test_public_words_are_words(platform: str) -> None:
    sheet = DRAWINGS[platform](a_card(comment="<script>alert(1)</script> **no** [ya](http://x)"))
    page = sheet.document(platform)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.translate(APART)
    seen = html.unescape(re.sub(r"<[^>]+>", "", page)).translate(APART)
    assert "**no** [ya](http://x)" in seen


@pytest.mark.parametrize(
    ("platform", "render"),
    [
        ("discord", discord_render),
        ("telegram", telegram_render),
        ("slack", slack_render),
        ("mattermost", mattermost_render),
    ],
)
async def test_every_button_is_drawn(platform: str, render) -> None:  # type: ignore[no-untyped-def]
    card = a_card(comment="When do you open?")
    page = DRAWINGS[platform](card).document(platform)
    labels = [one.label for row in room_of(render).card(card).rows for one in row]
    assert len(labels) > 10
    assert all(f">{html.escape(label)}</span>" in page for label in labels)


def test_discords_marks_are_drawn_as_discord_does() -> None:
    assert markdown("**bold** \\*not\\*") == '<div class="plain"><b>bold</b> *not*</div>'
    assert markdown("> one\n> two\n-# small") == '<div class="quote">one<br>two</div><div class="small">small</div>'
