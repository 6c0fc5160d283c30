"""Golden pairs: two files each. A new pair is a new test; `TERTULIA_GOLDEN=write` writes what comes out, to be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.adapters.chat.room.events import CardView
from bot.adapters.chat.zulip import parse, render
from bot.adapters.chat.zulip.parse import Me
from tests.adapters.chat import golden
from tests.adapters.chat.golden import buttons_of, lines_of
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
        rows = tuple(buttons_of(row) for row in told["view"].pop("rows", ()))
        view = CardView(**(told["view"] | {"lines": lines_of(told["view"]["lines"]), "rows": rows}))
        card = render.card(view, told["lang"])
        assert all(len(one) <= MOST_MESSAGE for one in (card.text, *card.rest))
        return card
    return render.answer(lines_of(told["lines"]))


@pytest.mark.parametrize("path", sorted(HERE.glob("*/*.in.json")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_pair(path: Path) -> None:
    golden.check(path, wire, drawn)
