"""Golden pairs: what Matrix sends beside what the room hears, what the room shows beside what is sent.

Two more files in `pairs` are one more test: `NAME.wire.json` with `NAME.ours.json`, or `NAME.view.json` with
`NAME.event.json`.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.chat.matrix import parse, render
from bot.adapters.chat.matrix.html import APART, paint, words_of
from bot.adapters.chat.text_card import Line, Role
from tests.adapters.chat.golden import loaded, view_of
from tests.adapters.chat.matrix.driver import plain

HERE = Path(__file__).parent / "pairs"
ME = parse.Me(id="@tertulia:example.org", name="Tertulia")


def ours(wire: dict[str, Any]) -> Any:
    """What the ear makes of an event, without looking anything up."""
    found = parse.event_of("!home:example.org", wire)
    if found is None or parse.is_notice(wire):
        return None
    if isinstance(found, parse.Message):
        meant = found.answers or found.thread or parse.calls(found, ME)
        return asdict(parse.heard_of(found, ME, private=False)) if meant else None
    if isinstance(found, parse.Reaction):
        return asdict(parse.pressed_by(found))
    return f"taken {found.event}" if isinstance(found, parse.Taken) else "sealed"


@pytest.mark.parametrize("path", sorted(HERE.glob("*.wire.json")), ids=lambda path: path.name.split(".")[0])
def test_what_comes_in(path: Path) -> None:
    assert ours(loaded(path)) == loaded(path.with_name(path.name.replace(".wire.", ".ours.")))


@pytest.mark.parametrize("path", sorted(HERE.glob("*.view.json")), ids=lambda path: path.name.split(".")[0])
def test_what_goes_out(path: Path) -> None:
    view = view_of(loaded(path))
    content = render.message("\n".join(paint(each) for each in view.lines), loud=True)
    shown = {"first": content, "changed": render.edit("$card", content, view.summary), "signs": render.keys(view)}
    assert shown == loaded(path.with_name(path.name.replace(".view.", ".event.")))


@given(st.text(), st.sampled_from(list(Role)))
def test_what_is_painted_reads_as_it_was_written(text: str, role: Role) -> None:
    """Nothing of a text becomes markup; both forms of a message say the same."""
    shown = "".join(char if char in "\n\t" or char >= " " else "\ufffd" for char in text.replace("\r\n", "\n"))
    painted = paint(Line(role=role, text=text.replace(APART, "")))
    assert plain(painted).strip("\n").endswith(shown.replace(APART, "").strip("\n"))
    assert shown.replace(APART, "").strip("\n").replace("\n", "") in words_of(painted).replace(APART, "").replace(
        "\n> ", ""
    ).replace("\n", "")
