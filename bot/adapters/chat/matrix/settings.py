"""The options of a Matrix channel."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.adapters.options import Options

ROOM = re.compile(r"[!#][^\s:]+(:[^\s]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`room` is an id or an alias. `servers` are homeservers whose people may invite the bot into a conversation,
    beside its own. `per_second` is how much is sent at most, `pauses` the shortest and the
    longest seconds between two tries to connect."""

    homeserver: str
    token: str
    room: str
    servers: tuple[str, ...] = ()
    per_second: float = 5.0
    pauses: tuple[float, float] = (0.5, 60.0)


def settings_of(channel_id: str, options: Mapping[str, Any], home: Path) -> Settings:
    """The channel's options, checked. Raises `Misconfigured` naming the key."""
    read = Options(options, where=f"channel {channel_id}", home=home)
    read.only("homeserver", "token_env", "token_file", "room", "servers", "per_second")
    tokens = read.secrets("token_env", "token_file")
    if not tokens:
        raise read.wrong("token_env", "the bot's access token is needed: name a variable with it, or a token_file")
    homeserver = read.text("homeserver").rstrip("/")
    if urlsplit(homeserver).scheme not in ("http", "https") or not urlsplit(homeserver).netloc:
        raise read.wrong("homeserver", f"must begin with https:// or http:// and name a server, not {homeserver!r}")
    room = read.text("room")
    if not ROOM.fullmatch(room):
        raise read.wrong("room", f"must be a room's id (!…:server) or alias (#…:server), not {room!r}")
    return Settings(
        homeserver=homeserver,
        token=tokens[0],
        room=room,
        servers=tuple(each.strip() for each in read.text("servers", "").split(",") if each.strip()),
        per_second=read.number("per_second", 5, least=0.01, most=1000),
    )
