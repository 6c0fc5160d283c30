"""Golden pairs: two files each. A new pair is a new test; `TERTULIA_GOLDEN=write` writes what comes out, to be read."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.chat.room.events import Button, CardView
from bot.adapters.chat.text_card import Line, Role
from bot.adapters.chat.zulip import parse, render
from bot.adapters.chat.zulip.parse import Me
from tests.fakes.zulip import MOST_MESSAGE, Json

HERE = Path(__file__).parent / "golden"
ME = Me(user_id=8, name="Tertulia")
EMOJI = {"heart": "❤", "+1": "👍"}


def wire(event: Json) -> Any:
    """What is read from an event."""
    if event["type"] == "message":
        said = parse.words(event["message"], ME, EMOJI)
        return {"for_us": said.for_us, "words": said, "heard": said.heard(reply_to="")} if said else None
    if event["type"] == "reaction":
        found = parse.reaction(event, ME)
        return found.pressed("event:q1:4") if found else None
    if event["type"] == "update_message":
        return {"changed": parse.changed_words(event)}
    return parse.deleted_ids(event)


def drawn(told: Json) -> Any:
    """What is drawn from a value; no message is longer than Zulip takes."""
    if "view" in told:
        rows = tuple(tuple(Button(**one) for one in row) for row in told["view"].pop("rows", ()))
        view = CardView(**(told["view"] | {"lines": _lines(told["view"]["lines"]), "rows": rows}))
        card = render.card(view, told["lang"])
        assert all(len(one) <= MOST_MESSAGE for one in (card.text, *card.rest))
        return card
    return render.answer(_lines(told["lines"]))


def _lines(told: list[list[str]]) -> tuple[Line, ...]:
    return tuple(Line(role=Role(role), text=text) for role, text in told)


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
