"""Cards and answers as Telegram shows them: parameters of Bot API calls. Pure; every text escaped, every limit kept."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.adapters.chat.room.asks import CommandSpec
from bot.adapters.chat.room.events import Answer, Button, CardView, Form
from bot.adapters.chat.room.render_text import pages, shortened
from bot.adapters.chat.telegram.parse import APART, LANGUAGES
from bot.adapters.chat.text_card import Line, Role, length, line
from bot.domain.capabilities import LengthUnit, TextLimit

MESSAGE = TextLimit(most=4096, unit=LengthUnit.UTF16)
ANSWER = TextLimit(most=3900, unit=LengthUnit.UTF16)
"""Leaves room for the name of the person whom an answer in a group is for."""
CAPTION = TextLimit(most=1024, unit=LengthUnit.UTF16)
CARD_MOST = 3600
"""UTF-16 units of a card before marks; Telegram counts 4096 of what is left when the markup is read."""
ROW = 3
"""Buttons in a row: more and a phone shows nothing but their first letters."""
ROW_CHARACTERS = 40
BUTTONS = 100
LABEL = 40
PLACEHOLDER = 64
COMMAND = 32
COMMAND_ABOUT = 256
_CALLS_OUT = re.compile(r"(?<!\w)([@/])(?=\w)")
_MARKS: Mapping[Role, str] = {Role.NEED: "❓ ", Role.FINDING: "⚠️ ", Role.GOOD: "✅ "}
_SMALL = frozenset({Role.META, Role.REASON, Role.HINT})
_LANGUAGE_LABELS = {"lang.en": "English", "lang.es": "Español"}
Wire = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """Something to upload: a picture is shown in the chat, anything else is a document."""

    name: str
    about: str
    data: bytes
    picture: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What one answer becomes: texts with their keyboards, then files."""

    messages: tuple[Wire, ...]
    files: tuple[File, ...] = ()


def escape(text: str) -> str:
    """Text of the public, so that it is shown as it was written: no markup, nobody called, no command to tap."""
    return html.escape(_CALLS_OUT.sub(rf"\1{APART}", text), quote=False)


def paint(each: Line) -> str:
    """A line in Telegram's HTML."""
    text = escape(each.text)
    if each.role is Role.TITLE:
        return f"<b>{text}</b>"
    if each.role is Role.ALERT:
        return f"<b>🚨 {text}</b>"
    if each.role is Role.SUGGESTION:
        return f"\n{text}"
    if each.role in _SMALL:
        return f"<i>{text}</i>"
    if each.role is Role.COMMENT:
        return f"<blockquote>{text}</blockquote>"
    return _MARKS.get(each.role, "") + text


def card_message(view: CardView) -> Wire:
    """A card in one message."""
    texts = pages(view.lines, MESSAGE, paint)
    text = texts[0] if len(texts) == 1 else _in_one(view.lines)
    return message(text or paint(line(Role.TITLE, view.summary)), view.rows)


def _in_one(lines: Sequence[Line]) -> str:
    """Lines whose markup is longer than a message, though what is seen of them is not: Telegram counts what is seen.
    What would still be too much is left out with a sign."""
    found: list[str] = []
    left = MESSAGE.most - 4 * len(lines)
    for each in lines:
        size = length(_seen(each), MESSAGE.unit) + 1
        if size > left:
            found.append("…")
            break
        found.append(paint(each))
        left -= size
    return "\n".join(found)


def _seen(each: Line) -> str:
    """A line as it is seen."""
    return _CALLS_OUT.sub(rf"\1{APART}", each.text)


def message(text: str, rows: Sequence[Sequence[Button]] = ()) -> Wire:
    """One text with its buttons."""
    found: Wire = {"text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    keys = keyboard(rows)
    return {**found, "reply_markup": {"inline_keyboard": keys}} if keys else found


def answer_parcel(answer: Answer, view: CardView | None, *, choose_language: bool = False) -> Parcel:
    """An answer: its words, then the card. Buttons hang on the last of the words, as does the invitation to reply."""
    messages = [message(text) for text in pages(answer.lines, ANSWER, paint)]
    files = [File(name=f"{one.key}.png", about=one.alt, data=one.png, picture=True) for one in answer.charts if one.png]
    files += [File(name=one.name, about=one.name, data=one.data) for one in answer.files]
    if messages and (keys := keyboard([answer.buttons])):
        messages[-1]["reply_markup"] = {"inline_keyboard": keys}
    elif messages and answer.form is not None:
        messages[-1]["reply_markup"] = force_reply(answer.form)
    elif messages and choose_language:
        messages[-1]["reply_markup"] = {"inline_keyboard": [language_keys()]}
    if view is not None and answer.full:
        whole = [message(text) for text in pages(view.lines, MESSAGE, paint)]
        whole[-1] = message(whole[-1]["text"], view.rows)
        messages += whole
    elif view is not None:
        messages.append(card_message(view))
    return Parcel(messages=tuple(messages), files=tuple(files))


def force_reply(form: Form) -> Wire:
    """There are no forms: the reader's own client opens a reply to the message."""
    hint = shortened(form.fields[0].label, PLACEHOLDER, TextLimit(most=PLACEHOLDER)) if form.fields else form.title
    return {"force_reply": True, "selective": True, "input_field_placeholder": hint}


def keyboard(rows: Sequence[Sequence[Button]]) -> list[list[Wire]]:
    """Rows of inline buttons, broken where a phone could not show their labels."""
    return [keys for row in rows for keys in _broken(row)][:BUTTONS]


def _broken(row: Sequence[Button]) -> list[list[Wire]]:
    """One row as those that a phone can show; no button is left alone under a full row where two have room."""
    found: list[list[Wire]] = []
    used = ROW_CHARACTERS + 1
    for one in row:
        label = shortened(one.label, LABEL, TextLimit(most=LABEL))
        if used + len(label) > ROW_CHARACTERS or len(found[-1]) >= ROW:
            found.append([])
            used = 0
        found[-1].append({"text": label, "callback_data": one.action})
        used += len(label)
    alone = len(found) > 1 and len(found[-1]) == 1 and len(found[-2]) > 2
    if alone and used + len(found[-2][-1]["text"]) <= ROW_CHARACTERS:
        found[-1].insert(0, found[-2].pop())
    return found


def language_keys() -> list[Wire]:
    """The choice of a language."""
    return [{"text": _LANGUAGE_LABELS[key], "callback_data": key} for key in LANGUAGES]


def mention(account: str, name: str) -> str:
    """A link to the person, which also tells them; for answers that are meant for one person of a group."""
    return f'<a href="tg://user?id={account}">{html.escape(name or account, quote=False)}</a>: '


def commands(specs: Sequence[CommandSpec], lang: str) -> list[Wire]:
    """The bot's menu."""
    return [
        {
            "command": one.name.replace(" ", "_")[:COMMAND],
            "description": shortened(one.about_es if lang == "es" else one.about, COMMAND_ABOUT, MESSAGE),
        }
        for one in specs
    ]
