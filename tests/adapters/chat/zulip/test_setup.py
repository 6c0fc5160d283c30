"""What is printed for setting up, what wrong settings say, and what markup does to words."""

from __future__ import annotations

import string
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.chat.zulip.adapter import ZulipChannel
from bot.adapters.chat.zulip.markdown import code_of, emoji_of, escape, quoted
from bot.adapters.chat.zulip.setup import setup
from bot.adapters.chat.zulip.texts import texts
from bot.adapters.registry import build_chat
from bot.domain.errors import Misconfigured
from tests.adapters.chat.zulip.reading import bare

SECRET = b"a secret of these tests only"
GOOD = {"site": "https://zulip.test", "email": "b@zulip.test", "stream": "review", "key_env": "T"}


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_guide_names_bot_channel_and_settings(lang: str) -> None:
    text = setup(lang)
    assert "[channels.zulip.options]" in text
    assert "key_env" in text
    assert "doctor" in text
    assert "{settings}" not in text


def test_both_languages_fill_the_same_gaps() -> None:
    one, other = asdict(texts("en")), asdict(texts("es"))
    for key, text in one.items():
        gaps = [{name for _, name, _, _ in string.Formatter().parse(each) if name} for each in (text, other[key])]
        assert gaps[0] == gaps[1], key


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({}, "key_env"),
        (GOOD | {"site": "zulip.test"}, "https://"),
        ({key: GOOD[key] for key in GOOD if key != "stream"}, "stream"),
        (GOOD | {"steam": "x"}, "steam"),
        (GOOD | {"per_second": "fast"}, "per_second"),
    ],
)
def test_wrong_settings_name_the_key(
    options: dict[str, str], named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("T", "k")
    with pytest.raises(Misconfigured, match=named):
        build_chat("zulip", "zulip", options, tmp_path, secret=SECRET)


def test_the_registry_builds_it_without_asking_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("T", "k")
    made = build_chat("zulip", "zulip", GOOD, tmp_path, lang="es", secret=SECRET)
    assert isinstance(made, ZulipChannel)
    assert made.capabilities.reactions
    assert not made.capabilities.buttons


@given(st.text(alphabet="ab @*`~#[]()<>&:/.|$\\-+_1\n\t!😡é", max_size=60))
def test_escaped_words_look_as_they_were_written(text: str) -> None:
    shown = bare(quoted(text)) if text else ""
    assert shown.replace(" ", "").replace("\t", "") == text.replace(" ", "").replace("\t", "")


@given(st.text(alphabet="ab @*`~#[]()<>&:/.|\n😡", max_size=60))
def test_nothing_that_zulip_acts_on_is_left(text: str) -> None:
    safe = escape(text)
    for sign in ("@", "*", "`", "~", "[", "]", "<", "://"):
        assert sign not in safe
    lines = quoted(text).split("\n")
    assert [line for line in lines if line.startswith("```")] == [lines[0], lines[-1]]


@pytest.mark.parametrize("emoji", ["1️⃣", "✏️", "🔁", "👩‍👩‍👧‍👦", "🇪🇸"])
def test_emoji_go_there_and_back(emoji: str) -> None:
    assert emoji_of(code_of(emoji)) == emoji.replace("\ufe0f", "")


def test_a_custom_emoji_is_none() -> None:
    assert emoji_of("logo") == ""
