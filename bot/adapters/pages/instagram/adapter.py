"""The Instagram page: comments are pushed and caught up with, replies go out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.adapters.options import Options
from bot.adapters.pages.instagram import parse, render
from bot.adapters.pages.instagram.source import InstagramSource
from bot.adapters.pages.shared import graph, wire
from bot.adapters.pages.shared.graph import GraphClient
from bot.adapters.pages.shared.graph_hook import Replays
from bot.adapters.pages.shared.graph_page import ACCESS_KEYS, GraphPage, client_from
from bot.adapters.pages.shared.pacing import For
from bot.adapters.pages.shared.tree_page import PACE_KEYS, Looking, looking_from
from bot.domain.errors import AccountDisconnected, PermanentRefusal, TertuliaError
from bot.domain.publication import OwnReply
from bot.domain.troubles import Trouble

HERE = Path(__file__).parent
THROUGH_FACEBOOK = ("instagram_basic", "instagram_manage_comments", "pages_show_list", "pages_read_engagement")


class InstagramPage(GraphPage):
    """One professional account. Deliveries come to `/hooks/<page id>`; media are listed for what they missed."""

    def __init__(
        self,
        page_id: str,
        client: GraphClient,
        own: str,
        word: str,
        *,
        looking: Looking,
        replays: Replays | None = None,
        through_facebook: bool = True,
    ) -> None:
        super().__init__(
            page_id,
            HERE,
            InstagramSource(page_id, client, own),
            client,
            own,
            word,
            lambda data, now: parse.delivery(data, page_id, own, now),
            render,
            looking=looking,
            replays=replays,
        )
        self._through_facebook = through_facebook

    @classmethod
    def build(
        cls, page_id: str, options: Mapping[str, Any], home: Path, replays: Replays | None = None
    ) -> InstagramPage:
        """From settings; raises `Misconfigured` naming the key."""
        read = Options(options, where=f"page {page_id}", home=home)
        read.only("account", "login", *ACCESS_KEYS, *PACE_KEYS)
        login = read.text("login", "facebook")
        if login not in ("facebook", "instagram"):
            raise read.wrong("login", f"must be facebook or instagram (how the token was made), not {login!r}")
        base = graph.FACEBOOK if login == "facebook" else graph.INSTAGRAM
        made = cls(
            page_id,
            client_from(read, base),
            read.text("account"),
            graph.verify_word(read),
            looking=looking_from(read, every=600),
            replays=replays,
            through_facebook=login == "facebook",
        )
        made.adjust(read, usual=2200)
        return made

    def recognise(self, *names: str) -> None:
        """What the account calls itself: deliveries do not always say its number."""
        super().recognise(*names)
        self.receiver.staff = self.receiver.staff.and_also(*names)

    async def own_replies(self, parent_ext_id: str, since: datetime) -> Sequence[OwnReply]:
        """The page's own replies in the comment's thread; none where the comment is gone."""
        try:
            return await super().own_replies(parent_ext_id, since)
        except PermanentRefusal as error:
            if error.reason.startswith(Trouble.COMMENT_GONE.value):
                return ()
            raise

    async def check(self) -> Sequence[str]:
        """The token, what it may do and when it ends."""
        try:
            if self._through_facebook:
                return await graph.token_troubles(self._client, THROUGH_FACEBOOK, self._now())
            await self._source.prove()
            apps = await self._client.call(For.WRITING, "GET", f"{self._own}/subscribed_apps")
        except AccountDisconnected as error:
            return (
                f"Instagram does not accept the account's token ({error}): tokens end after 60 days; sign in with the "
                "app again and put the new long-lived token into the file or variable of this page",
            )
        except TertuliaError as error:
            return (f"Instagram cannot be asked now: {error}",)
        fields = {str(one) for row in wire.rows(apps, "data") for one in row.get("subscribed_fields") or ()}
        if "comments" not in fields:
            return (
                "the account does not send its comments: subscribe the app with "
                f"POST /{self._own}/subscribed_apps?subscribed_fields=comments,live_comments",
            )
        return ()
