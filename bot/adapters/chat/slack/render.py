"""Cards, answers, forms and the home tab as Block Kit, within Slack's limits. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.adapters.chat.room.events import Answer, Button, CardView, Field, Form, Style
from bot.adapters.chat.room.render_text import pages, shortened, whole_of
from bot.adapters.chat.slack.mrkdwn import bold, escape, quoted
from bot.adapters.chat.slack.texts import Texts, texts
from bot.adapters.chat.text_card import Line, Role, length
from bot.domain.capabilities import LengthUnit, TextLimit

Json = dict[str, Any]

SECTION = TextLimit(most=3000, unit=LengthUnit.UTF16)
MOST_BLOCKS = 50
MOST_IN_ALL = 12_000
"""Slack answers msg_blocks_too_long near 13,200 characters; it says so nowhere."""
MOST_FALLBACK = 3000
HEADER, BUTTON, OPTION, TITLE, INPUT = 150, 75, 75, 24, 3000
ROW = 5
MOST_CHOICES = 100
CALLBACK = "tertulia"

_SMALL = frozenset({Role.META, Role.CONTEXT, Role.REASON, Role.HINT, Role.FINDING, Role.NEED})
_SIGNS = {Role.NEED: "❔ ", Role.FINDING: "⚠️ ", Role.GOOD: "✅ ", Role.HINT: "💡 ", Role.ALERT: "🚨 "}


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One message: `blocks`, and `text` for notifications and screen readers."""

    text: str
    blocks: tuple[Json, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A card's message, and what did not fit into it, for its thread."""

    post: Post
    rest: tuple[Post, ...] = ()


def card(view: CardView, lang: str) -> Shown:
    """A card; what does not fit goes into its thread, and the message says so."""
    buttons = actions(view.rows)
    sign = context(texts(lang).more_in_thread)
    room = MOST_BLOCKS - len(buttons) - 1
    free = MOST_IN_ALL - size([*buttons, sign])
    body, left = _until(list(_blocks(view.lines)), room, free)
    rest = [*left, *_blocks(whole_of(view))]
    blocks = [*body, *([sign] if rest else []), *buttons]
    return Shown(post=Post(text=fallback(view.summary), blocks=tuple(blocks)), rest=tuple(_posts(rest)))


def answer(said: Answer) -> list[Post]:
    """The lines of an answer with its buttons under the last of them."""
    rows = [said.buttons[at : at + ROW] for at in range(0, len(said.buttons), ROW)]
    buttons = actions(rows)
    posts = list(_posts(list(_blocks(said.lines)), reserve=len(buttons)))
    if buttons and posts:
        posts[-1] = Post(text=posts[-1].text, blocks=(*posts[-1].blocks, *buttons))
    return posts


def note(text: str) -> Post:
    """A plain sentence."""
    return next(_posts(list(_blocks([Line(role=Role.SAYS, text=text)]))))


def form(asked: Form, about: str, lang: str) -> Json:
    """A modal. `about` comes back with it (at most 3000 characters)."""
    t = texts(lang)
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": about,
        "title": words(asked.title, TITLE),
        "submit": words(asked.send, TITLE),
        "close": words(t.close, TITLE),
        "blocks": [_field(field, t) for field in asked.fields],
    }


def home(lines: Sequence[Line], buttons: Sequence[Button]) -> Json:
    """The home tab: the lines and the buttons under them."""
    rows = actions([buttons[at : at + ROW] for at in range(0, len(buttons), ROW)])
    body, _ = _until(list(_blocks(lines)), 100 - len(rows), MOST_IN_ALL)
    return {"type": "home", "callback_id": CALLBACK, "blocks": [*body, *rows]}


def actions(rows: Sequence[Sequence[Button]]) -> list[Json]:
    """Rows of buttons; an action's id is its place in the message, its value says what it means."""
    found = []
    for number, row in enumerate(rows):
        elements = [_button(each, f"{CALLBACK}.{number}.{place}") for place, each in enumerate(row)]
        if elements:
            found.append({"type": "actions", "elements": elements})
    return found


def fallback(text: str) -> str:
    """A text for notifications: no markup, no mention, no link."""
    return escape(shortened(" ".join(text.split()), MOST_FALLBACK // 2, SECTION))


def words(text: str, most: int) -> Json:
    """A plain text object within its limit."""
    limit = TextLimit(most=most, unit=LengthUnit.UTF16)
    return {"type": "plain_text", "text": shortened(text or "–", most, limit), "emoji": True}


def context(text: str) -> Json:
    """Small print of our own."""
    return {"type": "context", "elements": [_mrkdwn(escape(text))]}


def size(blocks: Sequence[Json]) -> int:
    """The characters of some blocks as Slack may count them: the whole JSON, to be on the safe side of a rule that
    is published nowhere."""
    return sum(length(json.dumps(block, ensure_ascii=False), LengthUnit.UTF16) for block in blocks)


def paint(line: Line) -> str:
    """One line in Slack's markup."""
    sign = _SIGNS.get(line.role, "")
    if line.role in (Role.TITLE, Role.ALERT):
        return bold(f"{sign}{line.text}")
    if line.role is Role.COMMENT:
        return quoted(line.text)
    return f"{sign}{escape(line.text)}"


def _blocks(lines: Sequence[Line]) -> Iterator[Json]:
    """Lines of the same weight together in a block, as many as a block may hold."""
    for group in _groups(lines):
        first = group[0]
        if first.role is Role.TITLE and length(first.text, LengthUnit.UTF16) <= HEADER and "\n" not in first.text:
            yield {"type": "header", "text": {"type": "plain_text", "text": first.text, "emoji": False}}
            continue
        for page in pages(group, SECTION, paint):
            if first.role in _SMALL:
                yield {"type": "context", "elements": [_mrkdwn(page)]}
            else:
                yield {"type": "section", "text": _mrkdwn(page)}


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    now: list[Line] = []
    for line in lines:
        if not line.text.strip():
            continue
        if now and not _together(now[-1], line):
            yield now
            now = []
        now.append(line)
    if now:
        yield now


def _together(one: Line, other: Line) -> bool:
    if one.role in _SMALL or other.role in _SMALL:
        return one.role in _SMALL and other.role in _SMALL
    return one.role is other.role and one.role in (Role.SAYS, Role.GOOD)


def _until(blocks: list[Json], room: int, free: int) -> tuple[list[Json], list[Json]]:
    """The blocks that fit, and those that do not."""
    for number, block in enumerate(blocks):
        free -= size([block])
        if number >= room or free < 0:
            return blocks[:number], blocks[number:]
    return blocks, []


def _posts(blocks: list[Json], reserve: int = 0) -> Iterator[Post]:
    while blocks:
        now, blocks = _until(blocks, MOST_BLOCKS - reserve, MOST_IN_ALL - 3000)
        yield Post(text=_spoken(now), blocks=tuple(now))


def _spoken(blocks: Sequence[Json]) -> str:
    """The texts of the blocks, which are escaped already, for readers that know no blocks."""
    texts = [each["text"]["text"] if "text" in each else each["elements"][0]["text"] for each in blocks]
    plain = [escape(text) if block["type"] == "header" else text for text, block in zip(texts, blocks, strict=True)]
    return shortened("\n".join(plain), MOST_FALLBACK, SECTION)


def _mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _button(button: Button, action_id: str) -> Json:
    found: Json = {
        "type": "button",
        "action_id": action_id,
        "text": words(button.label, BUTTON),
        "value": button.action,
    }
    if button.style is not Style.PLAIN:
        found["style"] = "primary" if button.style is Style.GOOD else "danger"
    return found


def asking(said: Answer, action: str) -> list[Post]:
    """A question for words: a message in Slack cannot be replied to but in its thread, where people also talk to each
    other, so a button opens the form."""
    heading = said.form.title if said.form else ""
    lines = [each for each in said.lines if each.role is not Role.HINT] or [Line(role=Role.SAYS, text=heading)]
    button = Button(label=texts(said.lang).write, action=action, word="", style=Style.GOOD)
    return answer(Answer(lines=tuple(lines), buttons=(button, *said.buttons)))


def _field(field: Field, t: Texts) -> Json:
    element = _select(field) if field.choices else _input(field)
    found: Json = {
        "type": "input",
        "block_id": field.name,
        "label": words(field.label, 2000),
        "optional": not field.required,
        "element": element,
    }
    if field.value and not field.choices and "initial_value" not in element:
        found["hint"] = words(t.too_long.format(length=len(field.value), most=element["max_length"]), 2000)
    return found


def _input(field: Field) -> Json:
    most = min(field.most, INPUT)
    element: Json = {
        "type": "plain_text_input",
        "action_id": field.name,
        "multiline": field.long,
        "max_length": most,
    }
    if field.value and length(field.value, LengthUnit.UTF16) <= most:
        element["initial_value"] = field.value
    return element


def _select(field: Field) -> Json:
    options = [{"text": words(label, OPTION), "value": value} for value, label in field.choices[:MOST_CHOICES]]
    element: Json = {"type": "static_select", "action_id": field.name, "options": options}
    chosen = [option for option in options if option["value"] == field.value]
    if chosen:
        element["initial_option"] = chosen[0]
    return element
