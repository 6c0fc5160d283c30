"""Zulip: a message in the card's own topic, with reactions to press."""

from __future__ import annotations

import re

from bot.adapters.chat.zulip import render
from bot.domain.card import Card
from tools.cards.marks import PILLS, markdown, pills
from tools.cards.sheet import NAME, Sheet, avatar, esc, room_of

_CSS = f"""
body{{background:#f5f5f5;color:#333;font-size:14px}}
.topic{{background:#d6e4f0;border:1px solid #0002;border-radius:7px 7px 0 0;padding:6px 12px;font-weight:600}}
.message{{display:flex;gap:10px;background:#fff;border:1px solid #0002;border-top:0;padding:10px 12px}}
.avatar{{border-radius:4px;background:#0b5b53;color:#fff;text-align:center;font-weight:600;flex:none}}
.name{{font-weight:600}}
p{{margin:4px 0}}
blockquote{{border-left:5px solid #ddd;padding-left:8px;margin:6px 0}}
{PILLS}"""
_QUOTE = re.compile(r"^(`{3,})quote\n(.*?)\n\1$", re.MULTILINE | re.DOTALL)


def sheet(card: Card) -> Sheet:
    """What Zulip gets for the card, laid out in its manner."""
    shown = render.card(room_of(render).card(card), "en")
    topic = f'<div class="topic">#review › {esc(render.topic(card))}</div>'
    inner = f'<div class="name">{NAME}</div>{_markdown(shown.text)}{pills(shown.emoji)}'
    body = f'{topic}<div class="message">{avatar(36)}<div>{inner}</div></div>'
    return Sheet(body=body, css=_CSS, payload="topic, content, reactions")


def _markdown(text: str) -> str:
    """Zulip's own quotations are fences; the rest of what the adapter uses is Markdown."""
    found, at = "", 0
    for match in _QUOTE.finditer(text):
        found += markdown(text[at : match.start()]) + f"<blockquote>{markdown(match[2])}</blockquote>"
        at = match.end()
    return found + markdown(text[at:])
