"""Golden pairs: an update and what was said or pressed; a card and the call that shows it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.chat.room.asks import COMMANDS
from bot.adapters.chat.room.events import Answer, Button, CardView, Field, Form
from bot.adapters.chat.room.room import Room
from bot.adapters.chat.telegram import render
from bot.adapters.chat.telegram.parse import Own, push_in, said_in
from bot.adapters.chat.text_card import Role, line
from bot.adapters.manifest import chat_capabilities
from tests.adapters.chat import contract
from tests.fakes.telegram_rules import TEXT, check_markup, formatted, utf16

FOLDER = Path(__file__).parent / "golden"
OWN = Own(id=7001, username="tertulia_bot", chat=-1001000000001, free_words=True)
PARSED = sorted(path.name.removesuffix(".in.json") for path in (FOLDER / "parse").glob("*.in.json"))


def told(update: Any) -> Any:
    """What an update means, as JSON."""
    found = push_in(update) or said_in(update, OWN, COMMANDS)
    return json.loads(json.dumps(asdict(found), default=str)) if found is not None else None


@pytest.mark.parametrize("name", PARSED)
def test_update(name: str) -> None:
    update = json.loads((FOLDER / "parse" / f"{name}.in.json").read_text(encoding="utf-8"))
    assert told(update) == json.loads((FOLDER / "parse" / f"{name}.out.json").read_text(encoding="utf-8"))


def test_a_card() -> None:
    rows = (
        (
            Button(label="Approve 1", action="a1", word="approve 1"),
            Button(label="Approve 2", action="a2", word="approve 2"),
        ),
        tuple(Button(label=f"Some longer label {n}", action=f"l{n}", word="x") for n in range(4)),
    )
    lines = (
        line(Role.TITLE, "#1 · waiting"),
        line(Role.META, "question"),
        line(Role.COMMENT, "<b>Hi</b> & @you /undo"),
        line(Role.SUGGESTION, "1. [90] Yes."),
    )
    view = CardView(item_id=1, version=2, summary="#1", lines=lines, rows=rows)
    expected = json.loads((FOLDER / "render" / "card.out.json").read_text(encoding="utf-8"))
    assert render.card_message(view) == expected


def test_a_question_invites_to_reply() -> None:
    form = Form(action="x", title="Edit", send="Send", fields=(Field(name="text", label="Reply text", value="Yes."),))
    answer = Answer(lines=(line(Role.SAYS, "#1: Reply text"), line(Role.SUGGESTION, "Yes.")), private=True, form=form)
    expected = json.loads((FOLDER / "render" / "question.out.json").read_text(encoding="utf-8"))
    assert list(render.answer_parcel(answer, None).messages) == expected


@pytest.mark.parametrize("text", ["&<>" * 3000, "👩‍👩‍👧‍👦" * 900, "@a /b " * 1500, "ñ" * 9000, "<blockquote>" * 600])
def test_whatever_the_public_wrote_fits_and_is_accepted(text: str) -> None:
    can = chat_capabilities(Path(render.__file__).parent)
    room = Room("room", can, secret=contract.SECRET, lang="es", card_most=render.CARD_MOST)
    wire = render.card_message(room.card(contract.a_card(comment=text)))
    seen, _ = formatted(wire["text"], wire["parse_mode"], TEXT)
    assert utf16(seen) <= TEXT
    assert "…" in seen
    check_markup(wire["reply_markup"])
    whole = render.answer_parcel(Answer(lines=(line(Role.COMMENT, text),)), None)
    shown = "".join(formatted(one["text"], "HTML", TEXT)[0] for one in whole.messages)
    assert shown.replace("…", "").replace("\u2060", "").count(text[0]) == text.count(text[0])


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        (("Take it", "Assign", "Escalate", "Take private"), [["Take it", "Assign"], ["Escalate", "Take private"]]),
        (("Reject", "Leave", "Hide"), [["Reject", "Leave", "Hide"]]),
        (("Approve 1", "Approve 2"), [["Approve 1", "Approve 2"]]),
        (("a" * 13, "b" * 13, "c" * 13, "d" * 30), [["a" * 13, "b" * 13, "c" * 13], ["d" * 30]]),
    ],
)
def test_no_button_is_left_alone_under_a_full_row(labels: tuple[str, ...], rows: list[list[str]]) -> None:
    buttons = [Button(label=each, action=each, word=each) for each in labels]
    assert [[key["text"] for key in row] for row in render.keyboard([buttons])] == rows
