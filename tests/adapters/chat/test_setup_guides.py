"""What `init` prints for Mattermost and Matrix can be pasted and is accepted."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.adapters.chat.matrix.setup import setup as matrix
from bot.adapters.chat.mattermost.setup import setup as mattermost
from bot.adapters.registry import build_chat

GUIDES = {"mattermost": mattermost, "matrix": matrix}


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("platform", GUIDES)
def test_the_settings_of_the_guide_build_a_channel(
    platform: str, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide: Callable[[str], str] = GUIDES[platform]
    text = guide(lang)
    found = re.search(r"^\[channels\.team\].*?(?=^\d\. )", text, re.DOTALL | re.MULTILINE)
    assert found
    channel = tomllib.loads(found[0])["channels"]["team"]
    monkeypatch.setenv(channel["options"]["token_env"], "a token")
    made = build_chat(channel["adapter"], "team", channel["options"], tmp_path, lang=channel["lang"])
    assert made.capabilities.platform == platform
    assert max(len(line) for line in text.splitlines()) <= 120
