"""Matrix: the HTML of a message, with reactions to press."""

from __future__ import annotations

from bot.adapters.chat.matrix import render
from bot.adapters.chat.matrix.html import paint
from bot.adapters.chat.room.render_text import pages
from bot.domain.card import Card
from tools.cards.marks import PILLS, pills
from tools.cards.sheet import NAME, Sheet, avatar, room_of

_CSS = f"""
body{{background:#fff;color:#1b1d22;font-size:15px}}
.message{{display:flex;gap:10px}}
.avatar{{border-radius:50%;background:#0b5b53;color:#fff;text-align:center;font-weight:600;flex:none}}
.name{{font-weight:600;color:#0b5b53}}
p{{margin:3px 0}}
blockquote{{border-left:3px solid #ccc;padding-left:10px;margin:6px 0;color:#555}}
{PILLS}"""


def sheet(card: Card) -> Sheet:
    """What a homeserver gets for the card, laid out as clients do."""
    room = room_of(render)
    view = room.card(card)
    content = render.message(pages(view.lines, room.capabilities.text_limit, paint)[0], loud=True)
    inner = f'<div class="name">{NAME}</div>{content["formatted_body"]}{pills(render.keys(view))}'
    body = f'<div class="message">{avatar(32)}<div>{inner}</div></div>'
    return Sheet(body=body, css=_CSS, payload="formatted_body, reactions")
