"""From the room's views to Mattermost's posts, attachments and dialogs. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.adapters.chat.mattermost.emoji import name_of
from bot.adapters.chat.mattermost.signing import Seal
from bot.adapters.chat.room.events import Button, CardView, Field, Form, Style

TITLE_BYTES, LABEL_BYTES = 24, 24
TEXT_CHARS, AREA_CHARS = 150, 3000
OPTIONS_MOST = 100
FALLBACK_CHARS = 200

_STYLES = {Style.GOOD: "good", Style.PLAIN: "default", Style.DANGER: "danger"}
_URGENT, _OPEN, _LOCKED = "#d24b4e", "#2d7ff9", "#9aa4b2"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBack:
    """Where Mattermost is to send what people press. `url` has no slash at its end; the seal is in every button."""

    url: str
    seal: Seal

    @property
    def press(self) -> str:
        """Takes buttons."""
        return f"{self.url}/press"

    @property
    def form(self) -> str:
        """Takes dialogs."""
        return f"{self.url}/form"


def actions(buttons: Sequence[Button], channel: str, back: CallBack) -> list[dict[str, Any]]:
    """Buttons of an attachment. The id may hold letters and digits only, or the server does not find it."""
    return [
        {
            "id": f"b{number}",
            "type": "button",
            "name": button.label,
            "style": _STYLES[button.style],
            "integration": {
                "url": back.press,
                "context": {"action": button.action, "seal": back.seal.press(button.action, channel)},
            },
        }
        for number, button in enumerate(buttons)
    ]


def attachment(
    buttons: Sequence[Button], channel: str, back: CallBack | None, *, summary: str, color: str
) -> dict[str, Any]:
    """The props of a post with buttons under its text; an empty list takes away what stood there before."""
    if not buttons or back is None:
        return {"attachments": []}
    return {
        "attachments": [
            {"fallback": summary[:FALLBACK_CHARS], "color": color, "actions": actions(buttons, channel, back)}
        ]
    }


def card_props(view: CardView, channel: str, back: CallBack | None) -> dict[str, Any]:
    """The props of a card's post."""
    buttons = [button for row in view.rows for button in row]
    color = _LOCKED if view.locked else _URGENT if view.urgent else _OPEN
    return attachment(buttons, channel, back, summary=view.summary, color=color)


def reactions(view: CardView) -> list[str]:
    """Names of the emoji to put under a card that has no buttons, in the order of its buttons."""
    names = [name_of(button.emoji) for row in view.rows for button in row if button.emoji]
    return list(dict.fromkeys(name for name in names if name))


def fits_dialog(form: Form) -> bool:
    """Whether a dialog can hold what the form already says; otherwise it has to be asked for as a message."""
    return all(len(each.value.encode()) <= _room_of(each) for each in form.fields if not each.choices)


def dialog(form: Form, state: str) -> dict[str, Any]:
    """The body of a dialog. `state` comes back with what the person wrote."""
    return {
        "callback_id": "form",
        "title": _bytes(form.title, TITLE_BYTES),
        "submit_label": form.send,
        "state": state,
        "notify_on_cancel": False,
        "elements": [_element(each) for each in form.fields],
    }


def _element(field: Field) -> dict[str, Any]:
    found: dict[str, Any] = {
        "display_name": _bytes(field.label, LABEL_BYTES),
        "name": field.name,
        "optional": not field.required,
    }
    if field.choices:
        options = [{"text": label, "value": value} for value, label in field.choices[:OPTIONS_MOST]]
        known = {each["value"] for each in options}
        return found | {"type": "select", "options": options, "default": field.value if field.value in known else ""}
    if len(field.label.encode()) > LABEL_BYTES:
        found["help_text"] = _bytes(field.label, TEXT_CHARS)
    kind = "textarea" if field.long else "text"
    return found | {"type": kind, "default": field.value, "max_length": min(field.most, _room_of(field))}


def _room_of(field: Field) -> int:
    return AREA_CHARS if field.long else TEXT_CHARS


def _bytes(text: str, most: int) -> str:
    """The text within `most` bytes, with a sign where it was cut."""
    if len(text.encode()) <= most:
        return text
    sign = "…"
    return text.encode()[: most - len(sign.encode())].decode(errors="ignore").rstrip() + sign


def state_of(action: str, message: str, channel: str, root: str, account: str, seal: Seal) -> str:
    """What a dialog carries through the person's own client, sealed for that person alone."""
    parts = {"action": action, "message": message, "channel": channel, "root": root}
    return json.dumps({**parts, "seal": seal.form(parts, account)}, separators=(",", ":"))
