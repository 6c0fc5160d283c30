"""What is printed for setting up, and what wrong settings say."""

from __future__ import annotations

import json
import string
from dataclasses import asdict
from pathlib import Path

import pytest

from bot.adapters.chat.slack.adapter import SlackChannel
from bot.adapters.chat.slack.checks import token_problems
from bot.adapters.chat.slack.setup import EVENTS, SCOPES, manifest, setup
from bot.adapters.chat.slack.texts import texts
from bot.adapters.registry import build_chat
from bot.domain.errors import Misconfigured
from tests.fakes.slack import BOT_SCOPES

SECRET = b"a secret of these tests only"


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_guide_holds_a_manifest_that_can_be_pasted(lang: str) -> None:
    text = setup(lang)
    pasted = json.loads(text[text.index("{") : text.rindex("}") + 1])
    assert pasted == manifest(lang)
    assert set(pasted["oauth_config"]["scopes"]["bot"]) == BOT_SCOPES == set(SCOPES)
    assert pasted["settings"]["event_subscriptions"]["bot_events"] == list(EVENTS)
    assert pasted["settings"]["socket_mode_enabled"] is True
    assert len(pasted["display_information"]["description"]) <= 140
    for shortcut in pasted["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24
    assert "[channels.slack.options]" in text
    assert "{" not in text.replace(text[text.index("{") : text.rindex("}") + 1], "")


def test_by_http_every_part_has_the_address() -> None:
    made = manifest("en", "https://example.org/hooks/slack")
    assert made["settings"]["socket_mode_enabled"] is False
    assert made["settings"]["interactivity"]["request_url"] == "https://example.org/hooks/slack"
    assert made["settings"]["event_subscriptions"]["request_url"] == "https://example.org/hooks/slack"
    assert made["features"]["slash_commands"][0]["url"] == "https://example.org/hooks/slack"


def test_both_languages_fill_the_same_gaps() -> None:
    one, other = asdict(texts("en")), asdict(texts("es-ES"))
    for key, text in one.items():
        gaps = [{name for _, name, _, _ in string.Formatter().parse(each) if name} for each in (text, other[key])]
        assert gaps[0] == gaps[1], key
        assert text != other[key]
    assert len(texts("es").ask_title) <= 24


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({}, "channel"),
        ({"channel": "#review"}, "the channel's id"),
        ({"channel": "C1", "token_env": "T"}, "xapp"),
        ({"channel": "C1", "token_env": "T", "mode": "rtm"}, "socket"),
        ({"channel": "C1", "token_env": "T", "mode": "http"}, "signing_secret"),
        ({"channel": "C1", "app_token_env": "T"}, "xoxb"),
        ({"channel": "C1", "tokn_env": "T"}, "tokn_env"),
    ],
)
def test_wrong_settings_name_the_key(
    options: dict[str, str], named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("T", "xoxb-1")
    with pytest.raises(Misconfigured, match=named):
        build_chat("slack", "slack", options, tmp_path, secret=SECRET)


def test_the_registry_builds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("T", "xoxb-1")
    (tmp_path / "app").write_text("xapp-1\n")
    options = {"channel": "C1", "token_env": "T", "app_token_file": "app", "base_url": "http://127.0.0.1:1/api"}
    made = build_chat("slack", "slack", options, tmp_path, lang="es", secret=SECRET)
    assert isinstance(made, SlackChannel)
    assert made.routes() == ()
    assert made.capabilities.platform == "slack"


def test_tokens_of_the_wrong_kind_are_named() -> None:
    assert token_problems("xoxb-1", "xapp-1") == []
    assert "app-level token" in token_problems("xapp-1", "xapp-1")[0]
    assert "user token" in token_problems("xoxp-1", "")[0]
    assert "connections:write" in token_problems("xoxb-1", "xoxb-1")[0]
