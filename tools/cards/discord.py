"""Discord: a message with embeds and rows of buttons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from bot.adapters.chat.discord import render
from bot.domain.card import Card
from tools.cards.sheet import NAME, Sheet, avatar, esc, room_of

_STYLES = {2: "secondary", 3: "success", 4: "danger"}
_CSS = """
body{background:#313338;color:#dbdee1}
.message{display:flex;gap:16px}
.avatar{border-radius:50%;background:#5865f2;color:#fff;text-align:center;font-weight:600;flex:none}
.name{font-weight:600;color:#f2f3f5}
.app{background:#5865f2;color:#fff;font-size:10px;border-radius:3px;padding:1px 4px;margin-left:5px;vertical-align:2px}
.embed{border-left:4px solid;border-radius:4px;background:#2b2d31;padding:12px 16px;margin-top:6px;font-size:14px;
max-width:560px}
.title{font-weight:600;color:#f2f3f5;margin-bottom:6px;font-size:15px}
.small{font-size:12px;color:#949ba4}
.quote{border-left:4px solid #4e5058;padding-left:10px;margin:2px 0}
.gap{height:8px}
.row{display:flex;gap:8px;margin-top:8px;flex-wrap:wrap}
.button{border-radius:4px;padding:6px 14px;font-size:14px;color:#fff;font-weight:500}
.secondary{background:#4e5058}.success{background:#248046}.danger{background:#da373c}
"""
_ESCAPED = re.compile(r"\\([\\`*_~|>#<\[\]()\-:./])")
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def sheet(card: Card) -> Sheet:
    """What Discord gets for the card, laid out in its manner."""
    parcel = render.card_parcel(room_of(render).card(card))
    view = render.buttons_view(parcel.rows)
    embeds = "".join(_embed(one.to_dict()) for one in parcel.embeds)
    rows = "".join(_row(one) for one in view.to_components()) if view is not None else ""
    head = f'<div><span class="name">{NAME}</span><span class="app">APP</span></div>'
    body = f'<div class="message">{avatar()}<div>{head}{markdown(parcel.content)}{embeds}{rows}</div></div>'
    return Sheet(body=body, css=_CSS, payload="content, embeds, components")


def markdown(text: str) -> str:
    """The marks that the adapter uses: quotes, small print, bold, escapes."""
    found = []
    for kind, group in groupby(text.split("\n"), key=_kind):
        inner = "<br>".join(_inline(one.removeprefix({"quote": "> ", "small": "-# "}.get(kind, ""))) for one in group)
        found.append('<div class="gap"></div>' if kind == "gap" else f'<div class="{kind}">{inner}</div>')
    return "".join(found)


def _kind(text: str) -> str:
    if not text:
        return "gap"
    return "quote" if text.startswith("> ") else "small" if text.startswith("-# ") else "plain"


def _inline(text: str) -> str:
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[1])
        return f"\0{len(held) - 1}\0"

    bold = _BOLD.sub(r"<b>\1</b>", esc(_ESCAPED.sub(hold, text)))
    return re.sub("\0(\\d+)\0", lambda match: esc(held[int(match[1])]), bold)


def _embed(embed: Mapping[str, Any]) -> str:
    title = f'<div class="title">{_inline(embed["title"])}</div>' if "title" in embed else ""
    colour = f"#{embed.get('color', 0):06x}"
    return f'<div class="embed" style="border-color:{colour}">{title}{markdown(embed.get("description", ""))}</div>'


def _row(row: Mapping[str, Any]) -> str:
    buttons = (f'<span class="button {_STYLES[one["style"]]}">{esc(one["label"])}</span>' for one in row["components"])
    return f'<div class="row">{"".join(buttons)}</div>'
