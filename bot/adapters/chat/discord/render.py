"""Cards and answers as Discord shows them. Pure; every text is escaped, every limit kept."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import discord

from bot.adapters.chat.discord.buttons import button
from bot.adapters.chat.discord.parse import MENUS
from bot.adapters.chat.room.asks import CommandSpec, Option
from bot.adapters.chat.room.events import Answer, Button, CardView, Form, Style
from bot.adapters.chat.room.render_text import pages, shortened
from bot.adapters.chat.text_card import Line, Role
from bot.domain.capabilities import TextLimit

CONTENT = TextLimit(most=2000)
DESCRIPTION = TextLimit(most=2900)
"""Two of them, with the title, stay within the 6000 characters of all embeds."""
CARD_MOST = 3400
"""Characters of a card before escaping: with marks and backslashes it still fits into two embeds."""
TITLE = 256
LABEL = 80
FORM_TITLE = FORM_LABEL = 45
INPUT = 4000
ROW = 5
COMMAND = "tertulia"
_STYLES = {
    Style.GOOD: discord.ButtonStyle.success,
    Style.PLAIN: discord.ButtonStyle.secondary,
    Style.DANGER: discord.ButtonStyle.danger,
}
_URGENT, _OPEN, _LOCKED = 0xC0392B, 0x1F8B7B, 0x747F8D
_MARKS: Mapping[Role, str] = {
    Role.NEED: "❓ ",
    Role.FINDING: "⚠️ ",
    Role.GOOD: "✅ ",
}
_SMALL = frozenset({Role.META, Role.REASON, Role.HINT})
_QUOTED = frozenset({Role.COMMENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One message to send."""

    content: str = ""
    embeds: tuple[discord.Embed, ...] = ()
    rows: tuple[tuple[Button, ...], ...] = ()
    files: tuple[tuple[str, str, bytes], ...] = field(default=())
    """(name, what it shows, bytes)"""


def escape(text: str) -> str:
    """Text of the public, so that it is shown as it was written: no markup, no mention, no link behind words."""
    return discord.utils.escape_markdown(text, ignore_links=False).replace("<", "\\<")


def paint(each: Line) -> str:
    """A line in Discord's Markdown."""
    text = escape(each.text)
    if each.role is Role.TITLE:
        return f"**{text}**"
    if each.role is Role.ALERT:
        return f"**🚨 {text}**"
    if each.role is Role.SUGGESTION:
        return f"\n{text}"
    if each.role in _SMALL:
        return _each_line(text, "-# ")
    if each.role in _QUOTED:
        return _each_line(text, "> ")
    return _MARKS.get(each.role, "") + text


def card_parcel(view: CardView) -> Parcel:
    """A card: its first line is the embed's title, the rest its description, in two embeds where it is long."""
    title, rest = _titled(view.lines)
    colour = _URGENT if view.urgent and not view.locked else _LOCKED if view.locked else _OPEN
    texts = pages(rest, DESCRIPTION, paint)
    shown = texts[:2]
    if len(texts) > 2:
        shown[1] = shortened(shown[1], DESCRIPTION.most - 1, DESCRIPTION) + "…"
    embeds = [discord.Embed(description=text, colour=colour) for text in shown] or [discord.Embed(colour=colour)]
    embeds[0].title = shortened(escape(title), TITLE, CONTENT)
    return Parcel(content=shortened(escape(view.summary), 300, CONTENT), embeds=tuple(embeds), rows=view.rows)


def answer_parcels(answer: Answer, view: CardView | None) -> list[Parcel]:
    """An answer as messages: words first, then the card; buttons and files hang on the last of the words."""
    texts = pages(answer.lines, CONTENT, paint)
    found = [Parcel(content=text) for text in texts]
    files = tuple((f"{one.key}.png", one.alt, one.png) for one in answer.charts if one.png)
    files += tuple((one.name, one.name, one.data) for one in answer.files)
    if files or answer.buttons:
        last = found.pop() if found else Parcel()
        found.append(Parcel(content=last.content, rows=in_rows(answer.buttons), files=files[:10]))
    if view is None:
        return found
    if not answer.full:
        return [*found, card_parcel(view)]
    whole = [Parcel(content=text) for text in pages(view.lines, CONTENT, paint)]
    whole[-1] = Parcel(content=whole[-1].content, rows=view.rows)
    return [*found, *whole]


def in_rows(buttons: Sequence[Button]) -> tuple[tuple[Button, ...], ...]:
    """Five in a row."""
    return tuple(tuple(buttons[at : at + ROW]) for at in range(0, len(buttons), ROW))


def buttons_view(rows: Sequence[Sequence[Button]]) -> discord.ui.View | None:
    """The buttons. The library is not to remember this view: what is pressed is told by the id alone."""
    if not rows:
        return None
    view = discord.ui.View(timeout=None)
    for number, row in enumerate(rows[:ROW]):
        for one in row[:ROW]:
            made: discord.ui.Button[Any] = discord.ui.Button(
                label=shortened(one.label, LABEL, CONTENT),
                custom_id=one.action,
                style=_STYLES[one.style],
                row=number,
            )
            view.add_item(button(made))
    view.stop()
    return view


def modal(form: Form) -> discord.ui.Modal:
    """The form as a modal. As with buttons, the library does not have to remember it."""
    made = discord.ui.Modal(title=shortened(form.title, FORM_TITLE, CONTENT), custom_id=form.action, timeout=None)
    for one in form.fields:
        most = min(INPUT, max(one.most, len(one.value), 1))
        style = discord.TextStyle.paragraph if one.long else discord.TextStyle.short
        made.add_item(
            discord.ui.Label(
                text=shortened(one.label, FORM_LABEL, CONTENT),
                component=discord.ui.TextInput(
                    custom_id=one.name,
                    style=style,
                    default=one.value[:INPUT] or None,
                    required=one.required,
                    max_length=most,
                ),
            )
        )
    made.stop()
    return made


def files_of(parcel: Parcel) -> list[discord.File]:
    """The files, fresh for each attempt to send them."""
    return [
        discord.File(io.BytesIO(data), filename=name, description=shortened(about, 1024, CONTENT) or None)
        for name, about, data in parcel.files
    ]


def command_payload(specs: Sequence[CommandSpec]) -> list[dict[str, Any]]:
    """What to register: one command with sub-commands, and the menus of messages."""
    groups: dict[str, dict[str, Any]] = {}
    options: list[dict[str, Any]] = []
    for spec in specs:
        first, _, second = spec.name.partition(" ")
        made = _sub_command(second or first, spec)
        if not second:
            options.append(made)
        elif first in groups:
            groups[first]["options"].append(made)
        else:
            groups[first] = {"type": 2, "name": first, "description": first, "options": [made]}
            options.append(groups[first])
    command = {
        "type": 1,
        "name": COMMAND,
        "description": "The coach of your page's replies",
        "description_localizations": _spanish("Ayuda con las respuestas de tu página"),
        "options": options,
    }
    return [command, *({"type": 3, "name": name} for name in MENUS)]


def _sub_command(name: str, spec: CommandSpec) -> dict[str, Any]:
    needed = sorted(spec.options, key=lambda one: not one.required)
    return {
        "type": 1,
        "name": name,
        "description": spec.about,
        "description_localizations": _spanish(spec.about_es),
        "options": [_option(one) for one in needed],
    }


def _option(option: Option) -> dict[str, Any]:
    made: dict[str, Any] = {
        "type": 3,
        "name": option.name,
        "description": option.about,
        "description_localizations": _spanish(option.about_es),
        "required": option.required,
    }
    if option.choices:
        made["choices"] = [{"name": name, "value": value} for value, name in option.choices]
    elif option.kind in ("item", "brand"):
        made["autocomplete"] = True
    return made


def _spanish(text: str) -> dict[str, str]:
    return {"es-ES": text, "es-419": text}


def _titled(lines: Sequence[Line]) -> tuple[str, list[Line]]:
    if lines and lines[0].role is Role.TITLE:
        return lines[0].text, list(lines[1:])
    return "", list(lines)


def _each_line(text: str, mark: str) -> str:
    return "\n".join(mark + part for part in text.split("\n"))
