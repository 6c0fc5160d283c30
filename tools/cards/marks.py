"""What the drawings of platforms with Markdown or with reactions share."""

from __future__ import annotations

from collections.abc import Iterable

from markdown_it import MarkdownIt

from bot.adapters.chat.room.emoji_words import with_emoji
from tools.cards.sheet import esc

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True})
PILLS = """
.pills{display:flex;gap:5px;margin-top:8px;flex-wrap:wrap}
.pill{border:1px solid #8884;border-radius:12px;padding:2px 9px;font-size:13px}
"""


def markdown(text: str) -> str:
    """CommonMark as HTML, by a library of its own, so that a mark which the adapter failed to defuse would be seen."""
    return str(_MARKDOWN.render(with_emoji(text)))


def pills(emoji: Iterable[str]) -> str:
    """The reactions that the bot puts under a card for people to press."""
    return '<div class="pills">' + "".join(f'<span class="pill">{esc(one)} 1</span>' for one in emoji) + "</div>"
