"""The YouTube page: comments are looked for where people talk, replies go out, all within the day's units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.adapters.options import Options
from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.google import OAUTH_KEYS, grant_from
from bot.adapters.pages.shared.http import Http
from bot.adapters.pages.shared.tree_page import PACE_KEYS, Looking, TreePage, looking_from
from bot.adapters.pages.youtube import render
from bot.adapters.pages.youtube.client import BASE, UNITS, WRITE, YouTubeClient
from bot.adapters.pages.youtube.source import YouTubeSource
from bot.domain.decision import HideReason
from bot.domain.errors import AccountDisconnected, MaybeSent, TertuliaError
from bot.domain.publication import Published, PublishOrder
from bot.ports import PageMemory

HERE = Path(__file__).parent
SCOPE = "https://www.googleapis.com/auth/youtube.force-ssl"


class YouTubePage(TreePage):
    """One channel."""

    def __init__(self, page_id: str, client: YouTubeClient, *, channel: str = "", looking: Looking) -> None:
        super().__init__(page_id, HERE, YouTubeSource(page_id, client, channel), looking)
        self._client = client
        writes = min(self.capabilities.writes_per_day, client.quota.most // WRITE)
        self.capabilities = replace(self.capabilities, writes_per_day=writes)

    @classmethod
    def build(
        cls, page_id: str, options: Mapping[str, Any], home: Path, memory: PageMemory | None = None
    ) -> YouTubePage:
        """From settings; raises `Misconfigured` naming the key."""
        read = Options(options, where=f"page {page_id}", home=home)
        read.only("channel", "base_url", "units", "replies_a_day", *OAUTH_KEYS, *PACE_KEYS)
        units = int(read.number("units", UNITS, least=100, most=100_000_000))
        replies = int(read.number("replies_a_day", min(100, units // WRITE // 2), least=0, most=units // WRITE))
        client = YouTubeClient(
            Http(read.address("base_url", BASE)),
            grant_from(read),
            page_id=page_id,
            memory=memory,
            units=units,
            kept=replies * WRITE,
        )
        return cls(page_id, client, channel=read.text("channel", ""), looking=looking_from(read, every=180))

    async def publish(self, order: PublishOrder) -> Published:
        """Write the reply into its comment's thread."""
        answer = await self._client.write("comments", {"part": "snippet"}, render.reply_of(order))
        ext_id = wire.text(answer, "id")
        if not ext_id:
            raise MaybeSent("the platform's answer has no id")
        video = wire.text(answer, "snippet", "videoId") or order.post_ext_id
        url = f"https://www.youtube.com/watch?v={video}&lc={ext_id}" if video else ""
        return Published(ext_id=ext_id, url=url, at=wire.moment(wire.table(answer, "snippet").get("publishedAt")))

    async def hide(self, ext_id: str, *, hidden: bool, reason: HideReason) -> None:
        """Hold a comment for review, or publish it again."""
        status = "heldForReview" if hidden else "published"
        await self._client.write("comments/setModerationStatus", {"id": ext_id, "moderationStatus": status})

    async def check(self) -> Sequence[str]:
        """Whether the consent stands and covers replying, and what is left of the day."""
        try:
            await self._source.prove()
        except AccountDisconnected as error:
            return (
                f"YouTube does not accept the consent ({error}): go through the consent again with the channel's "
                "account and put the new refresh token in place. While the app is in testing, tokens end after seven "
                "days",
            )
        except TertuliaError as error:
            return (f"YouTube cannot be asked now: {error}",)
        if self._client.scopes and SCOPE not in self._client.scopes:
            return (f"the consent does not cover replying: ask for the scope {SCOPE}",)
        return ()
