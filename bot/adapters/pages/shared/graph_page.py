"""What the pages of Facebook and Instagram do alike: deliveries in, replies and hiding out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from starlette.routing import BaseRoute

from bot.adapters.options import Options
from bot.adapters.pages.shared import graph, wire
from bot.adapters.pages.shared.graph import GraphClient
from bot.adapters.pages.shared.graph_delivery import Delivered
from bot.adapters.pages.shared.graph_hook import GraphHook, Replays
from bot.adapters.pages.shared.http import Http
from bot.adapters.pages.shared.pacing import For
from bot.adapters.pages.shared.tree import Source
from bot.adapters.pages.shared.tree_page import Looking, TreePage
from bot.domain.decision import HideReason
from bot.domain.errors import MaybeSent
from bot.domain.publication import Published, PublishOrder
from bot.ports import Intake

ACCESS_KEYS = (
    "token_env", "token_file", "secret_env", "secret_file", "verify_token_env", "verify_token_file", "base_url",
    "version", "limit", "private_replies",
)  # fmt: skip
Called = tuple[str, dict[str, Any]]
"""The path and the fields of a call."""


class Rendering(Protocol):
    """What a platform's `render` brings."""

    def reply_of(self, order: PublishOrder) -> Called:
        """A public reply."""
        ...

    def private_of(self, order: PublishOrder, own: str) -> Called:
        """The one private reply that a comment may get."""
        ...

    def hiding_of(self, ext_id: str, *, hidden: bool) -> Called:
        """Hiding or showing a comment."""
        ...


def client_from(options: Options, base: str) -> GraphClient:
    """The client of the options in `ACCESS_KEYS`; raises `Misconfigured` naming the key."""
    http = Http(options.address("base_url", base))
    token, secrets = graph.token_of(options), graph.hook_secrets(options)
    return GraphClient(http, token, secrets, version=options.text("version", graph.VERSION))


class GraphPage(TreePage):
    """One page. Deliveries come to `/hooks/<page id>`; what they missed is listed now and then."""

    def __init__(
        self,
        page_id: str,
        folder: Path,
        source: Source,
        client: GraphClient,
        own: str,
        word: str,
        read: Callable[[Any, datetime], Delivered],
        render: Rendering,
        *,
        looking: Looking,
        replays: Replays | None = None,
    ) -> None:
        super().__init__(page_id, folder, source, looking)
        self._client, self._own, self._render = client, own, render
        self.receiver = GraphHook(
            page_id, client.secrets, word, read, staff=looking.staff, replays=replays, now=looking.now
        )

    def routes(self, intake: Intake | None = None) -> Sequence[BaseRoute]:
        """What the web app mounts."""
        return self.receiver.routes(intake)

    def adjust(self, options: Options, *, usual: int) -> None:
        """Take the text limit and whether private replies are wanted from the options; raises `Misconfigured`."""
        limit = replace(self.capabilities.text_limit, most=int(options.number("limit", usual, least=1, most=8000)))
        private = options.flag("private_replies", True)
        self.capabilities = replace(self.capabilities, text_limit=limit, can_private_reply=private)

    async def run(self, intake: Intake) -> None:
        """Deliveries come by themselves; posts are listed now and then."""
        self.receiver.intake = intake
        await super().run(intake)

    async def publish(self, order: PublishOrder) -> Published:
        """Write the reply below its comment, or the one private reply."""
        path, fields = self._render.private_of(order, self._own) if order.private else self._render.reply_of(order)
        answer = await self._client.call(For.WRITING, "POST", path, **fields)
        ext_id = wire.text(answer, "message_id" if order.private else "id")
        if not ext_id:
            raise MaybeSent("the platform's answer has no id")
        return Published(ext_id=ext_id, at=self._now())

    async def hide(self, ext_id: str, *, hidden: bool, reason: HideReason) -> None:
        """Hide or show a comment; its author and their friends may go on seeing it."""
        path, fields = self._render.hiding_of(ext_id, hidden=hidden)
        await self._client.call(For.WRITING, "POST", path, **fields)
