"""The Facebook Page: comments are pushed and caught up with, replies go out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from starlette.routing import BaseRoute

from bot.adapters.options import Options
from bot.adapters.pages.facebook import parse, render
from bot.adapters.pages.facebook.source import FacebookSource
from bot.adapters.pages.shared import graph, wire
from bot.adapters.pages.shared.graph import GraphClient
from bot.adapters.pages.shared.graph_hook import GraphHook, Replays
from bot.adapters.pages.shared.http import Http
from bot.adapters.pages.shared.pacing import For
from bot.adapters.pages.shared.tree_page import PACE_KEYS, Looking, TreePage, looking_from
from bot.domain.decision import HideReason
from bot.domain.errors import AccountDisconnected, MaybeSent, TertuliaError
from bot.domain.publication import Published, PublishOrder
from bot.ports import Intake

HERE = Path(__file__).parent
NEEDED = ("pages_manage_engagement", "pages_read_engagement", "pages_read_user_content", "pages_manage_metadata")
PRIVATE = "pages_messaging"
_KEYS = (
    "page", "token_env", "token_file", "secret_env", "secret_file", "verify_token_env", "verify_token_file",
    "base_url", "version", "limit", "visitor_posts", "ads", "private_replies",
)  # fmt: skip


class FacebookPage(TreePage):
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
        super().__init__(page_id, HERE, FacebookSource(page_id, client, own, ads=ads), looking)
        self._client, self._own = client, own
        self.receiver = GraphHook(
            page_id,
            client.secrets,
            word,
            lambda data, now: parse.delivery(data, page_id, own, now, visitor_posts=visitor_posts),
            staff=looking.staff,
            replays=replays,
            now=looking.now,
        )

    @classmethod
    def build(
        cls, page_id: str, options: Mapping[str, Any], home: Path, replays: Replays | None = None
    ) -> FacebookPage:
        """From settings; raises `Misconfigured` naming the key."""
        read = Options(options, where=f"page {page_id}", home=home)
        read.only(*_KEYS, *PACE_KEYS)
        http = Http(read.address("base_url", graph.FACEBOOK))
        client = GraphClient(
            http, graph.token_of(read), graph.hook_secrets(read), version=read.text("version", graph.VERSION)
        )
        made = cls(
            page_id,
            client,
            read.text("page"),
            graph.verify_word(read),
            looking=looking_from(read, every=600),
            replays=replays,
            visitor_posts=read.flag("visitor_posts", True),
            ads=read.flag("ads", True),
        )
        limit = replace(made.capabilities.text_limit, most=int(read.number("limit", 8000, least=1, most=8000)))
        private = read.flag("private_replies", True)
        made.capabilities = replace(made.capabilities, text_limit=limit, can_private_reply=private)
        return made

    def routes(self, intake: Intake | None = None) -> Sequence[BaseRoute]:
        """What the web app mounts."""
        return self.receiver.routes(intake)

    async def run(self, intake: Intake) -> None:
        """Deliveries come by themselves; the feed is listed now and then."""
        self.receiver.intake = intake
        await super().run(intake)

    async def publish(self, order: PublishOrder) -> Published:
        """Write the reply below its comment, or the one private reply."""
        make = render.private_of(order, self._own) if order.private else render.reply_of(order)
        path, fields = make
        answer = await self._client.call(For.WRITING, "POST", path, **fields)
        ext_id = wire.text(answer, "message_id" if order.private else "id")
        if not ext_id:
            raise MaybeSent("the platform's answer has no id")
        return Published(ext_id=ext_id, at=self._now())

    async def hide(self, ext_id: str, *, hidden: bool, reason: HideReason) -> None:
        """Hide or show a comment; its author and their friends go on seeing it."""
        path, fields = render.hiding_of(ext_id, hidden=hidden)
        await self._client.call(For.WRITING, "POST", path, **fields)

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
