"""Mattermost: a post in Markdown, its buttons in an attachment below it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.adapters.chat.mattermost import render
from bot.adapters.chat.mattermost.markdown import paint
from bot.adapters.chat.mattermost.signing import Seal
from bot.adapters.chat.room.render_text import pages
from bot.domain.card import Card
from tools.cards.marks import markdown
from tools.cards.sheet import NAME, SECRET, Sheet, avatar, esc, room_of

_CSS = """
body{background:#fff;color:#3f4350;font-size:14px}
.message{display:flex;gap:12px}
.avatar{border-radius:50%;background:#1e325c;color:#fff;text-align:center;font-weight:600;flex:none}
.name{font-weight:600}
.bot{background:#3f435014;font-size:10px;font-weight:600;border-radius:4px;padding:1px 4px;margin-left:5px;
vertical-align:2px}
p{margin:4px 0}
blockquote{border-left:3px solid #3f435030;padding-left:12px;margin:6px 0}
.attachment{border:1px solid #3f435029;border-left:4px solid;border-radius:4px;padding:8px 12px;margin-top:8px;
display:flex;gap:8px;flex-wrap:wrap}
.button{border-radius:4px;padding:5px 14px;font-size:12px;font-weight:600;background:#1c58d914;color:#1c58d9}
.good{background:#06d6a01f;color:#067a5c}.danger{background:#d24b4e1f;color:#d24b4e}
"""
_BACK = render.CallBack(url="https://tertulia.example.org/chat/team", seal=Seal(SECRET, "team"))


def sheet(card: Card) -> Sheet:
    """What Mattermost gets for the card, laid out in its manner."""
    room = room_of(render)
    view = room.card(card)
    text = pages(view.lines, room.capabilities.text_limit, paint)[0]
    attachments = render.card_props(view, "c" * 26, _BACK)["attachments"]
    head = f'<div><span class="name">{NAME.lower()}</span><span class="bot">BOT</span></div>'
    inner = f"{head}{markdown(text)}{''.join(map(_attachment, attachments))}"
    body = f'<div class="message">{avatar(36)}<div>{inner}</div></div>'
    return Sheet(body=body, css=_CSS, payload="message, props.attachments")


def _attachment(attachment: Mapping[str, Any]) -> str:
    buttons = (f'<span class="button {one["style"]}">{esc(one["name"])}</span>' for one in attachment["actions"])
    return f'<div class="attachment" style="border-left-color:{esc(attachment["color"])}">{"".join(buttons)}</div>'
