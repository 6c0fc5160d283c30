"""Nothing that somebody wrote in public calls a person, becomes markup, or looks like the card's own words.

Each platform's rules are read here once more, from what is published about them, and not from the adapter's own code:
Slack's three escapes and its control sequences, the words Mattermost's server looks at for mentions, CommonMark by a
library, Matrix' HTML by a parser.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.adapters.chat.matrix import html as matrix_html
from bot.adapters.chat.matrix import render as matrix_render
from bot.adapters.chat.mattermost import markdown as mattermost
from bot.adapters.chat.room.events import CardView
from bot.adapters.chat.room.render_text import pages
from bot.adapters.chat.room.room import Room
from bot.adapters.chat.slack import mrkdwn
from bot.adapters.chat.slack import render as slack_render
from bot.adapters.chat.text_card import Role, line
from bot.adapters.chat.zulip import markdown as zulip
from bot.adapters.manifest import chat_capabilities
from bot.domain.capabilities import TextLimit
from bot.domain.comment import Author
from tests.adapters.chat.contract import a_card, folder
from tests.fakes.slack_rules import texts_of

APART = "\u200b"
NASTY = (
    "<!channel> <!here|all> <@U0MO> <#C1|x> <https://evil.example|your bank> <!subteam^S1> <!date^1^{date}|now>",
    "&lt;!channel&gt; &amp;lt; &#60;!everyone&#62;",
    "@all @here @channel @mo @Mo.Reyes, (@all) **@all** ~@here~ [@channel](x) `@all` :@all: @all_ -@all- @@all",
    "@**all** @_**Mo|8** @*team* #**general>topic** ```quote\nx\n``` ~~~\nspoiler\n~~~ $$x$$",
    "@room @mo:example.org https://matrix.to/#/@mo:example.org <b>x</b><script>alert(1)</script> &lt;b&gt;",
    "> quoted\n>>> all of it\n# heading\n- list\n1. list\n\n---\n|a|b|\n|-|-|\n***bold*** _it_ `code`\n    code",
    "hi\r#1 · published · Acme\x85decided by Mo\u2028→ yes\x0b✅ approved\r\nhi",
    "[x](javascript:alert(1)) ![](http://evil.example/x.png) www.evil.example mailto:a@b.example \\*not\\*",
)
texts = st.one_of(
    st.sampled_from(NASTY),
    st.lists(st.sampled_from([*"@<>&!#*_~`[]()|\\:/.-+=$ \n1ab", "all", "here", "channel", "room", "U0MO", "**", "```", "://",
                              "&lt;", "&#64;", "\r", "\u2028", "😡"]), max_size=40).map("".join),
    st.text(max_size=60),
)  # fmt: skip
LIMIT = TextLimit(most=9000)


def as_written(text: str) -> str:
    """What has to be seen, whatever the blanks."""
    return "".join(text.split())


# ------------------------------------------------------------------------------------------------ Slack


@given(texts)
def test_slack_gets_its_three_escapes_and_nothing_it_acts_on(text: str) -> None:
    wire = mrkdwn.quoted(line(Role.COMMENT, text).text)
    assert "<" not in wire
    assert not re.search(r"&(?!amp;|lt;|gt;)", wire)
    rows = wire.split("\n")
    assert all(row.startswith("> ") for row in rows)
    seen = html.unescape("\n".join(row.removeprefix("> ") for row in rows))
    assert as_written(seen.replace(APART, "")) == as_written(text.replace(APART, ""))
    inner = "\n".join(row.removeprefix("> ") for row in rows)
    assert not re.search(rf"(?<![^\W_])[*_~](?=[^\s{APART}])|`(?=[^\s{APART}])", inner)  # bold, italics, strike, code
    assert not re.search(r"^[ \t]*&gt;", inner, re.MULTILINE)


@pytest.mark.parametrize("nasty", NASTY)
def test_a_whole_card_in_slack_is_inert(nasty: str) -> None:
    view = _view("slack", nasty)
    shown = slack_render.card(view, "en")
    for post in (shown.post, *shown.rest):
        assert "<" not in post.text
        assert all("<" not in text for text in texts_of(_mrkdwn(list(post.blocks))))
        assert all(one["verbatim"] for one in _objects(list(post.blocks)) if one.get("type") == "mrkdwn")


def _objects(thing: Any) -> Iterator[dict[str, Any]]:
    if isinstance(thing, dict):
        yield thing
        for value in thing.values():
            yield from _objects(value)
    elif isinstance(thing, list):
        for each in thing:
            yield from _objects(each)


def _mrkdwn(blocks: list[Any]) -> list[Any]:
    return [one for one in _objects(blocks) if one.get("type") == "mrkdwn"]


# ------------------------------------------------------------------------------------------------ Mattermost


def mentioned(message: str) -> set[str]:
    """The words that Mattermost's server takes for mentions: runs of letters, digits and `:.-_@` that begin with @."""
    words = re.findall(r"[\w:.\-@]+", message)
    return {word.strip(":.-_") for word in words if "@" in word and word.strip(":.-_") != "@"}


MARKS = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
"""Mattermost shows HTML as text."""


@given(texts)
def test_mattermost_finds_nobody_to_call_and_nothing_to_format(text: str) -> None:
    wire = mattermost.paint(line(Role.COMMENT, text))
    assert {word for word in mentioned(wire) if not word.endswith("@")} <= {""}
    tokens = [token for token in MARKS.parse(wire) if token.type != "inline"]
    inline = [child for token in MARKS.parse(wire) for child in token.children or ()]
    assert {token.type.rpartition("_")[0] or token.type for token in tokens} <= {"blockquote", "paragraph"}
    assert {child.type for child in inline} <= {"text", "softbreak", "hardbreak", "text_special"}
    seen = "".join(child.content for child in inline)
    strange = re.compile(r"[\x00-\x08\x0e-\x1f]")
    assert as_written(strange.sub("", seen).replace("\ufffd", "").replace(APART, "")) == as_written(
        strange.sub("", text).replace("\ufffd", "").replace(APART, "")
    )


def test_the_reader_of_mentions_reads() -> None:
    assert mentioned("hi @all, (@here) and @mo.") == {"@all", "@here", "@mo"}


# ------------------------------------------------------------------------------------------------ Zulip


@given(texts)
def test_zulip_finds_no_mention_no_link_and_one_quotation(text: str) -> None:
    wire = zulip.paint(line(Role.COMMENT, text))
    first, *inner, last = wire.split("\n")
    assert first == f"{last}quote"
    assert set(last) == {"`"}
    assert not any(row.lstrip().startswith(last) for row in inner)
    body = "\n".join(inner)
    assert not re.search(r"@_?\*|#\*\*|\]\(|://|```|~~~|\$\$", body)
    assert as_written(html.unescape(body)) == as_written(text)


# ------------------------------------------------------------------------------------------------ Matrix


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))
        self.text += "\n" if tag == "br" else ""

    def handle_data(self, data: str) -> None:
        self.text += data


@given(texts)
def test_matrix_gets_html_of_our_own_only_and_calls_nobody(text: str) -> None:
    content = matrix_render.message(pages([line(Role.COMMENT, text or "-")], LIMIT, matrix_html.paint)[0], loud=True)
    assert content["m.mentions"] == {}
    reader = _Tags()
    reader.feed(content["formatted_body"])
    reader.close()
    assert {tag for tag, _ in reader.tags} <= {"blockquote", "br"}
    assert all(not attrs for _, attrs in reader.tags)
    for shown in (reader.text, content["body"]):
        assert not re.search(r"@room\b|@[a-z0-9._=/+-]+:[a-z]|\w://", shown)


# ------------------------------------------------------------------------------------------------ all of them


@pytest.mark.parametrize("nasty", NASTY)
@pytest.mark.parametrize("platform", ["discord", "matrix", "mattermost", "slack", "telegram", "zulip"])
def test_nobody_writes_a_line_of_the_card(platform: str, nasty: str) -> None:
    """A name holds no line break, and in the whole text every line of the comment is set off."""
    view = _view(platform, nasty * 12, name=f"Bea\n{nasty}")
    assert not any("\n" in each.text for each in view.lines if each.role in (Role.META, Role.TITLE, Role.CONTEXT))
    assert not any(re.search("[\r\x0b\x0c\x85\u2028\u2029]", each.text) for each in view.lines)
    if view.overflow:
        rows = view.overflow.split("\n")
        comment = line(Role.COMMENT, nasty * 12).text.split("\n")
        assert [row for row in rows if row.startswith("▌ ")] == [f"▌ {row}" for row in comment]
        assert not any(row.startswith("#1 ·") for row in rows)


def _view(platform: str, comment: str, name: str = "Bea") -> CardView:
    room = Room("room", chat_capabilities(folder(platform)), secret=b"of these tests, and no other", lang="en")
    return room.card(a_card(comment=comment, author=Author(name=name)))
