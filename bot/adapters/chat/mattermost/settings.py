"""The options of a Mattermost channel."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.adapters.options import Options

ID = re.compile(r"[a-z0-9]{26}")
PAUSES = (0.5, 60.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`channel` is an id, or team/name as in the address. `callback_url` is how Mattermost's machine reaches our
    console ("" for none: then there are no buttons). `per_second` is how much is sent at most, `pauses` the shortest
    and the longest seconds between two tries to connect."""

    url: str
    token: str
    channel: str
    callback_url: str = ""
    command_token: str = ""
    per_second: float = 8.0
    pauses: tuple[float, float] = PAUSES


def settings_of(channel_id: str, options: Mapping[str, Any], home: Path) -> Settings:
    """The channel's options, checked."""
    read = Options(options, where=f"channel {channel_id}", home=home)
    read.only(
        "url", "token_env", "token_file", "channel", "callback_url", "command_token_env", "command_token_file",
        "per_second",
    )  # fmt: skip
    tokens = read.secrets("token_env", "token_file")
    if not tokens:
        raise read.wrong("token_env", "the bot's access token is needed: name a variable with it, or a token_file")
    for key in ("url", "callback_url"):
        value = read.text(key, None if key == "url" else "")
        if (value or key == "url") and (urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).netloc):
            raise read.wrong(key, f"must begin with https:// or http:// and name a server, not {value!r}")
    channel = read.text("channel").strip("/")
    if not ID.fullmatch(channel) and channel.count("/") != 1:
        raise read.wrong("channel", f"must be a channel's id (26 letters and digits) or team/channel, not {channel!r}")
    command = read.secrets("command_token_env", "command_token_file")
    return Settings(
        url=read.text("url").rstrip("/"),
        token=tokens[0],
        channel=channel,
        callback_url=read.text("callback_url", "").rstrip("/"),
        command_token=command[0] if command else "",
        per_second=read.number("per_second", 8, least=0.1, most=1000),
    )
