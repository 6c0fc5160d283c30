"""Golden pairs: what Mattermost sends beside what the room hears, what the room shows beside what is posted.

Two more files in `pairs` are one more test: `NAME.wire.json` with `NAME.ours.json`, or `NAME.view.json` with
`NAME.post.json`.
"""

from __future__ import annotations

import logging
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.chat.mattermost import parse, render
from bot.adapters.chat.mattermost.markdown import APART, escape, paint
from bot.adapters.chat.mattermost.signing import Seal
from bot.adapters.chat.room.oddities import Oddities
from bot.adapters.chat.text_card import Line, Role
from tests.adapters.chat.golden import loaded, view_of
from tests.adapters.chat.mattermost.driver import plain

HERE = Path(__file__).parent / "pairs"
ME = parse.Me(id="bot5xxg1ubd7pdnfzhbk1b61xy", name="tertulia")
SEAL = Seal(b"a secret of the tests", "team")
BACK = render.CallBack(url="https://bot.example/chat/team", seal=SEAL)


def ours(wire: dict[str, Any]) -> Any:
    """What the ear makes of an event, without looking anything up."""
    if wire["event"] == "reaction_added":
        return asdict(parse.pressed_by(parse.reaction_in(wire), "here"))
    post = Oddities("mattermost", logging.getLogger("test")).read("post", lambda: parse.post_in(wire))
    private = wire["data"].get("channel_type") == parse.DIRECT
    if post is None or post.by_machine or not (private or post.root or parse.mentions(post.text, ME)):
        return None
    return asdict(parse.heard_of(post, ME, private=private))


@pytest.mark.parametrize("path", sorted(HERE.glob("*.wire.json")), ids=lambda path: path.name.split(".")[0])
def test_what_comes_in(path: Path) -> None:
    assert ours(loaded(path)) == loaded(path.with_name(path.name.replace(".wire.", ".ours.")))


@pytest.mark.parametrize("path", sorted(HERE.glob("*.view.json")), ids=lambda path: path.name.split(".")[0])
def test_what_goes_out(path: Path) -> None:
    view = view_of(loaded(path))
    shown = {
        "message": "\n".join(paint(each) for each in view.lines),
        "props": render.card_props(view, "ch16xxg1ubd7pdnfzhbk1b61xy", BACK),
        "reactions": render.reactions(view),
    }
    golden = path.with_name(path.name.replace(".view.", ".post."))
    assert shown == loaded(golden)


@given(st.text(), st.sampled_from(list(Role)))
def test_what_is_painted_reads_as_it_was_written(text: str, role: Role) -> None:
    """Nothing of a text becomes markup, whatever stands in it."""
    text = text.replace("\r\n", "\n").replace("\u00a0", " ").expandtabs(4).replace(APART, "")
    shown = "".join(char if char in "\n\t" or char >= " " else "\ufffd" for char in text)
    read = plain(paint(Line(role=role, text=text))).replace("\u00a0", " ")
    assert "".join(shown.split()) in "".join(read.split())


@given(st.text(alphabet="@#~:/[]()*_`|<>!.wht psm\n-+=0123456789\\", min_size=1))
def test_no_sign_of_the_public_begins_anything(text: str) -> None:
    escaped = escape(text)
    assert not re.search(r"(?<!\\)[*_`\[\]|]", escaped.replace("\\\\", ""))
    assert not re.search(r"@[\w.-]|://|\bwww\d*\.\w", escaped)
    assert not re.search(r"^\s*([#>+-]|\d+[.)](\s|$))", escaped, re.MULTILINE)
