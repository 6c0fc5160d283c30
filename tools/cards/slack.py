"""Slack: blocks of Block Kit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.adapters.chat.slack import render
from bot.domain.card import Card
from tools.cards.sheet import NAME, Sheet, avatar, esc, room_of

_CSS = """
body{background:#fff;color:#1d1c1d}
.message{display:flex;gap:8px}
.avatar{border-radius:6px;background:#0b5b53;color:#fff;text-align:center;font-weight:600;flex:none}
.name{font-weight:900}
.app{background:#e8e8e8;color:#616061;font-size:10px;border-radius:2px;padding:1px 3px;margin-left:5px;
vertical-align:2px}
.block{margin-top:6px}
.header{font-size:18px;font-weight:900}
.context{font-size:12px;color:#616061}
.quote{border-left:4px solid #ddd;padding-left:10px}
.actions{display:flex;gap:8px;margin-top:8px;flex-wrap:wrap}
.button{border:1px solid #bbb;border-radius:4px;padding:5px 12px;font-size:13px;font-weight:700}
.primary{background:#007a5a;border-color:#007a5a;color:#fff}.danger{background:#e01e5a;border-color:#e01e5a;color:#fff}
"""
_BOLD = re.compile(r"^\*(.+)\*$")


def sheet(card: Card) -> Sheet:
    """What Slack gets for the card, laid out in its manner."""
    post = render.card(room_of(render).card(card), "en").post
    head = f'<div><span class="name">{NAME}</span><span class="app">APP</span></div>'
    body = f'<div class="message">{avatar(36)}<div>{head}{"".join(map(_block, post.blocks))}</div></div>'
    return Sheet(body=body, css=_CSS, payload="blocks")


def _block(block: Mapping[str, Any]) -> str:
    kind = block["type"]
    if kind == "actions":
        return f'<div class="actions">{"".join(map(_button, block["elements"]))}</div>'
    texts = block["elements"] if kind == "context" else [block["text"]]
    return f'<div class="block {kind}">{"".join(map(_text, texts))}</div>'


def _text(text: Mapping[str, Any]) -> str:
    """Slack's three escapes are HTML's, so that mrkdwn which holds no other mark is HTML already."""
    if text["type"] == "plain_text":
        return esc(text["text"])
    return "".join(map(_line, text["text"].split("\n")))


def _line(line: str) -> str:
    if line.startswith("> "):
        return f'<div class="quote">{line.removeprefix("> ") or "&nbsp;"}</div>'
    shown = _BOLD.sub(r"<b>\1</b>", line)
    return f"<div>{shown}</div>"


def _button(button: Mapping[str, Any]) -> str:
    return f'<span class="button {button.get("style", "")}">{esc(button["text"]["text"])}</span>'
