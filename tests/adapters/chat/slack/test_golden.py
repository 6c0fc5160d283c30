"""Golden pairs: two files each. A new pair is a new test; `TERTULIA_GOLDEN=write` writes what comes out, to be read."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.chat.room.events import Answer, Button, CardView, Field, Form, Style
from bot.adapters.chat.slack import parse, render
from bot.adapters.chat.slack.parse import Words
from bot.adapters.chat.text_card import Line, Role
from tests.fakes.slack_rules import Json, check_blocks, check_view

HERE = Path(__file__).parent / "golden"
NAMES = {"U0MO": "Mo", "U0ANA": "Ana"}


def wire(payload: Json) -> Any:
    """What is read from a payload."""
    kind = payload.get("type")
    if kind == "event_callback":
        said = parse.message(payload["event"], "U0BOT")
        heard = said.heard(NAMES, "U0BOT", "es-ES") if isinstance(said, Words) else None
        return {"event": said, "heard": heard}
    if kind == "block_actions":
        return parse.pressed(payload, payload["actions"][0])
    if kind == "view_submission":
        return parse.submitted(payload)
    if kind in ("message_action", "shortcut"):
        return parse.shortcut_spot(payload)
    return parse.command(payload)


def drawn(told: Json) -> Any:
    """What is drawn from a value; checked against Slack's limits."""
    if "view" in told:
        card = render.card(_view(told["view"]), told["lang"])
        for post in (card.post, *card.rest):
            check_blocks(list(post.blocks))
        return card
    if "form" in told:
        form = told["form"] | {"fields": tuple(Field(**one) for one in told["form"]["fields"])}
        return check_view(render.form(Form(**form), '{"action": "x"}', told["lang"]), "modal")
    posts = render.answer(Answer(lines=_lines(told["lines"]), buttons=_buttons(told.get("buttons", ()))))
    for post in posts:
        check_blocks(list(post.blocks))
    return posts


def _view(told: Json) -> CardView:
    rows = tuple(_buttons(row) for row in told.get("rows", ()))
    return CardView(**(told | {"lines": _lines(told["lines"]), "rows": rows}))


def _lines(told: list[list[str]]) -> tuple[Line, ...]:
    return tuple(Line(role=Role(role), text=text) for role, text in told)


def _buttons(told: Any) -> tuple[Button, ...]:
    return tuple(Button(**(one | {"style": Style(one.get("style", "plain"))})) for one in told)


def _plain(thing: Any) -> Any:
    if is_dataclass(thing) and not isinstance(thing, type):
        return _plain(asdict(thing))
    if isinstance(thing, dict):
        return {str(key): _plain(value) for key, value in thing.items() if value not in ("", None, False, {}, ())}
    return [_plain(each) for each in thing] if isinstance(thing, (list, tuple)) else thing


@pytest.mark.parametrize("path", sorted(HERE.glob("*/*.in.json")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_pair(path: Path) -> None:
    told = json.loads(path.read_text(encoding="utf-8"))
    found = _plain(wire(told) if path.parent.name == "parse" else drawn(told))
    golden = path.with_name(path.name.replace(".in.", ".out."))
    if os.environ.get("TERTULIA_GOLDEN") == "write":
        golden.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert found == json.loads(golden.read_text(encoding="utf-8"))
