"""What the drawings of all platforms share."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from bot.adapters.chat.room.room import Room
from bot.adapters.manifest import chat_capabilities
from bot.domain.card import Card

NAME = "Tertulia"
LETTER = "T"
SECRET = b"of the pictures, and no other"
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><style>
*{{box-sizing:border-box;margin:0}}
body{{width:{width}px;padding:20px;font:15px/1.4 "gg sans","Noto Sans","Helvetica Neue",Arial,"DejaVu Sans",sans-serif}}
.origin{{margin-top:14px;font-size:11px;opacity:.6}}
{css}
</style><body>{body}<p class="origin">{origin}</p></body></html>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One drawing: HTML and its style. `payload` names what it was drawn from, for the line below the picture."""

    body: str
    css: str
    payload: str
    width: int = 720

    def document(self, platform: str) -> str:
        """The whole page."""
        origin = f"Rendered from the payload that the adapter sends to {platform.title()} ({self.payload})."
        return _PAGE.format(width=self.width, css=self.css, body=self.body, origin=esc(origin))


Drawing = Callable[[Card], Sheet]


def room_of(render: ModuleType, lang: str = "en") -> Room:
    """The room of the platform whose `render` module this is, as its adapter builds it: the size of a card is
    `render.CARD_MOST` where the module has one."""
    most = int(getattr(render, "CARD_MOST", 0))
    folder = Path(str(render.__file__)).parent
    return Room("pictures", chat_capabilities(folder), secret=SECRET, lang=lang, card_most=most)


def esc(text: str) -> str:
    """Text in HTML."""
    return html.escape(text, quote=True)


def avatar(size: int = 40) -> str:
    """The bot's picture, for the class `avatar`."""
    return f'<div class="avatar" style="width:{size}px;height:{size}px;line-height:{size}px">{LETTER}</div>'
