"""A server's channels on the fake Discord, with people in them."""

from __future__ import annotations

from datetime import timedelta

from bot.adapters.pages.discord.adapter import DiscordPage
from bot.adapters.pages.discord.client import DiscordClient
from bot.adapters.pages.shared.http import Http
from bot.adapters.pages.shared.tree_page import Looking
from bot.ports import PageAdapter
from tests.adapters.pages.served import ServedRig
from tests.fakes.discord_community import FORUM, STAFF_ROLE, TALK, TOKEN, FakeCommunity


class CommunityRig(ServedRig):
    platform = FakeCommunity

    def client(self) -> DiscordClient:
        http = Http(f"{self.fake.url}/api/v10", seconds=self.seconds, transport=self.transport())
        return DiscordClient(http, TOKEN, pace=self.pace())

    def again(self) -> PageAdapter:
        looking = Looking(every=timedelta(milliseconds=20), now=self.house.clock.now)
        return DiscordPage("page", self.client(), [TALK, FORUM], looking=looking, roles=[STAFF_ROLE])
