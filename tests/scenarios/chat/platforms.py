"""The platforms by name: each with its fake server, or a real one where that runs here, and its driver."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.adapters.chat.discord.driver import DiscordDriver
from tests.adapters.chat.matrix.driver import MatrixDriver
from tests.adapters.chat.mattermost.driver import MattermostDriver
from tests.adapters.chat.slack.driver import SlackDriver
from tests.adapters.chat.telegram.driver import TelegramDriver
from tests.adapters.chat.zulip.driver import ZulipDriver
from tests.fakes.discord import DiscordServer
from tests.fakes.synapse import running
from tests.fakes.telegram import TelegramServer
from tests.scenarios.chat.driver import ChatDriver


@dataclass(frozen=True, slots=True)
class Place:
    """Where servers are started: `stack` ends them, `patch` takes back what was changed for them."""

    folder: Path
    stack: ExitStack
    patch: pytest.MonkeyPatch


async def _discord(place: Place) -> ChatDriver:
    place.patch.setattr(Route, "BASE", Route.BASE)
    place.patch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    server = DiscordServer()
    await server.start()
    return DiscordDriver(server, place.folder, place.patch, channel_id="discord")


async def _telegram(place: Place) -> ChatDriver:
    server = TelegramServer()
    await server.start()
    return TelegramDriver(server, place.folder, place.patch, channel_id="telegram")


async def _slack(place: Place) -> ChatDriver:
    return SlackDriver(channel_id="slack")


async def _mattermost(place: Place) -> ChatDriver:
    return MattermostDriver(channel_id="mattermost")


async def _zulip(place: Place) -> ChatDriver:
    return ZulipDriver(channel_id="zulip")


async def _matrix(place: Place) -> ChatDriver:
    return MatrixDriver(place.stack.enter_context(running(place.folder / "synapse")), channel_id="matrix")


PLATFORMS: Mapping[str, Callable[[Place], Awaitable[ChatDriver]]] = {
    "discord": _discord,
    "telegram": _telegram,
    "slack": _slack,
    "mattermost": _mattermost,
    "zulip": _zulip,
    "matrix": _matrix,
}


async def drivers_of(names: Sequence[str], place: Place) -> dict[str, ChatDriver]:
    """A driver for each of the named platforms, by the id of its channel."""
    made: list[ChatDriver] = [await PLATFORMS[name](place) for name in names]
    return {driver.adapter.channel_id: driver for driver in made}
