"""Golden pairs: two files each. A new pair is a new test; `TERTULIA_GOLDEN=write` writes what comes out, to be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.adapters.chat.room.events import Answer, CardView, Field, Form
from bot.adapters.chat.slack import parse, render
from bot.adapters.chat.slack.parse import Words
from tests.adapters.chat import golden
from tests.adapters.chat.golden import buttons_of, lines_of
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
    posts = render.answer(Answer(lines=lines_of(told["lines"]), buttons=buttons_of(told.get("buttons", ()))))
    for post in posts:
        check_blocks(list(post.blocks))
    return posts


def _view(told: Json) -> CardView:
    rows = tuple(buttons_of(row) for row in told.get("rows", ()))
    return CardView(**(told | {"lines": lines_of(told["lines"]), "rows": rows}))


@pytest.mark.parametrize("path", sorted(HERE.glob("*/*.in.json")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_pair(path: Path) -> None:
    golden.check(path, wire, drawn)
