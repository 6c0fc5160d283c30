"""The Facebook Page: comments are pushed and caught up with, replies go out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.adapters.options import Options
from bot.adapters.pages.facebook import parse, render
from bot.adapters.pages.facebook.source import FacebookSource
from bot.adapters.pages.shared import graph, wire
from bot.adapters.pages.shared.graph import GraphClient
from bot.adapters.pages.shared.graph_hook import Replays
from bot.adapters.pages.shared.graph_page import ACCESS_KEYS, GraphPage, client_from
from bot.adapters.pages.shared.pacing import For
from bot.adapters.pages.shared.tree_page import PACE_KEYS, Looking, looking_from
from bot.domain.errors import AccountDisconnected, TertuliaError

HERE = Path(__file__).parent
NEEDED = ("pages_manage_engagement", "pages_read_engagement", "pages_read_user_content", "pages_manage_metadata")
PRIVATE = "pages_messaging"


class FacebookPage(GraphPage):
    """One Page. Deliveries come to `/hooks/<page id>`; the feed is listed for what they missed."""

    def __init__(
        self,
        page_id: str,
        client: GraphClient,
        own: str,
        word: str,
        *,
        looking: Looking,
        replays: Replays | None = None,
        visitor_posts: bool = True,
        ads: bool = True,
    ) -> None:
        super().__init__(
            page_id,
            HERE,
            FacebookSource(page_id, client, own, ads=ads),
            client,
            own,
            word,
            lambda data, now: parse.delivery(data, page_id, own, now, visitor_posts=visitor_posts),
            render,
            looking=looking,
            replays=replays,
        )

    @classmethod
    def build(
        cls, page_id: str, options: Mapping[str, Any], home: Path, replays: Replays | None = None
    ) -> FacebookPage:
        """From settings; raises `Misconfigured` naming the key."""
        read = Options(options, where=f"page {page_id}", home=home)
        read.only("page", "visitor_posts", "ads", *ACCESS_KEYS, *PACE_KEYS)
        made = cls(
            page_id,
            client_from(read, graph.FACEBOOK),
            read.text("page"),
            graph.verify_word(read),
            looking=looking_from(read, every=600),
            replays=replays,
            visitor_posts=read.flag("visitor_posts", True),
            ads=read.flag("ads", True),
        )
        made.adjust(read, usual=8000)
        return made

    async def like(self, ext_id: str, *, liked: bool) -> None:
        """Like a comment as the Page, or take that back."""
        await self._client.call(For.WRITING, "POST" if liked else "DELETE", f"{ext_id}/likes")

    async def check(self) -> Sequence[str]:
        """The token, what it may do and when it ends; whether the Page sends its comments here."""
        needed = (*NEEDED, PRIVATE) if self.capabilities.can_private_reply else NEEDED
        try:
            found = await graph.token_troubles(self._client, needed, self._now())
            apps = await self._client.call(For.WRITING, "GET", f"{self._own}/subscribed_apps")
        except AccountDisconnected as error:
            return (
                f"Facebook does not accept the page's token ({error}): sign in with the app again as somebody who "
                "manages the Page, take the Page's long-lived token, and put it into the file or variable of this page",
            )
        except TertuliaError as error:
            return (f"Facebook cannot be asked now: {error}",)
        fields = {str(one) for row in wire.rows(apps, "data") for one in row.get("subscribed_fields") or ()}
        if "feed" not in fields:
            found.append(
                "the Page does not send its comments: subscribe the app to the field feed with "
                f"POST /{self._own}/subscribed_apps?subscribed_fields=feed"
            )
        return found
