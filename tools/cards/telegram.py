"""Telegram: a message in its HTML, with an inline keyboard below it."""

from __future__ import annotations

from bot.adapters.chat.telegram import render
from bot.domain.card import Card
from tools.cards.sheet import NAME, Sheet, avatar, esc, room_of

_CSS = """
body{background:#c9d9c3;color:#000}
.message{display:flex;gap:8px;align-items:flex-end}
.avatar{border-radius:50%;background:#e17076;color:#fff;text-align:center;font-weight:600;flex:none}
.bubble{background:#fff;border-radius:14px 14px 14px 4px;padding:8px 12px;max-width:560px;box-shadow:0 1px 1px #0002}
.name{color:#c03d33;font-weight:600}
.text{white-space:pre-wrap}
blockquote{border-left:3px solid #c03d33;background:#c03d3314;border-radius:4px;padding:2px 8px;margin:2px 0}
.keyboard{max-width:560px;margin-top:4px}
.keys{display:flex;gap:4px;margin-top:4px}
.key{flex:1;text-align:center;background:#5a7a5acc;color:#fff;border-radius:8px;padding:8px 6px;font-size:14px}
"""


def sheet(card: Card) -> Sheet:
    """What Telegram gets for the card, laid out in its manner. The text is HTML of the Bot API's few tags already."""
    wire = render.card_message(room_of(render).card(card))
    # A quotation is a block of its own in Telegram, so that the line break beside it is not seen.
    text = wire["text"].replace("\n<blockquote>", "<blockquote>").replace("</blockquote>\n", "</blockquote>")
    rows = wire.get("reply_markup", {}).get("inline_keyboard", [])
    bubble = f'<div class="bubble"><div class="name">{NAME}</div><div class="text">{text}</div></div>'
    keys = "".join(
        '<div class="keys">' + "".join(f'<span class="key">{esc(key["text"])}</span>' for key in row) + "</div>"
        for row in rows
    )
    body = f'<div class="message">{avatar(36)}<div>{bubble}<div class="keyboard">{keys}</div></div></div>'
    return Sheet(body=body, css=_CSS, payload="text, reply_markup")
