"""Pairs of files, one a value as it is told in JSON and one what comes of it: what the chats' golden tests share."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

from bot.adapters.chat.room.events import Button, CardView, Style
from bot.adapters.chat.text_card import Line, Role, line


def loaded(path: Path) -> Any:
    """What a file holds."""
    return json.loads(path.read_text(encoding="utf-8"))


def lines_of(told: list[list[str]]) -> tuple[Line, ...]:
    """Lines as they are told: a role and a text each."""
    return tuple(Line(role=Role(role), text=text) for role, text in told)


def buttons_of(told: Any) -> tuple[Button, ...]:
    """A row of buttons."""
    return tuple(Button(**(one | {"style": Style(one.get("style", "plain"))})) for one in told)


def view_of(data: dict[str, Any]) -> CardView:
    """The view of a card that has no more than what most cards have."""
    return CardView(
        item_id=17,
        version=3,
        summary=data["summary"],
        lines=tuple(line(Role(role), text) for role, text in data["lines"]),
        rows=tuple(buttons_of(row) for row in data["rows"]),
        locked=data.get("locked", False),
        urgent=data.get("urgent", False),
    )


def plain(thing: Any) -> Any:
    """A value as JSON, without what is empty in it."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return plain(asdict(thing))
    if isinstance(thing, dict):
        return {str(key): plain(value) for key, value in thing.items() if value not in ("", None, False, {}, ())}
    return [plain(each) for each in thing] if isinstance(thing, (list, tuple)) else thing


def check(path: Path, wire: Callable[[Any], Any], drawn: Callable[[Any], Any]) -> None:
    """What comes of a file is what its pair holds. `TERTULIA_GOLDEN=write` writes the pair instead, to be read."""
    made = wire if path.parent.name == "parse" else drawn
    found = plain(made(loaded(path)))
    pair = path.with_name(path.name.replace(".in.", ".out."))
    if os.environ.get("TERTULIA_GOLDEN") == "write":
        pair.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert found == loaded(pair)
