"""Reading an Instagram account by listing: what deliveries missed, threads, and the past."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from bot.adapters.pages.instagram import parse
from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.graph import GraphClient
from bot.adapters.pages.shared.pacing import For
from bot.adapters.pages.shared.tree import Listed, Part
from bot.domain.comment import Comment, Post
from bot.domain.errors import PermanentRefusal

COMMENT = "id,text,timestamp,username,from,hidden,parent_id,media{id}"
TREE = f"{COMMENT},replies.limit(50){{{COMMENT}}}"
POST = "id,caption,timestamp,username,permalink,comments_count"
PAGE, MOST, IN_TREE = 50, 20, 50


class InstagramSource:
    """One account."""

    def __init__(self, page_id: str, client: GraphClient, own: str) -> None:
        self.page_id, self._client, self.own = page_id, client, own

    async def prove(self) -> Sequence[str]:
        """Ask who we are."""
        me = await self._client.call(For.READING, "GET", self.own, fields="id,username")
        return self.own, wire.text(me, "username")

    async def posts(self, since: datetime) -> AsyncIterator[Listed]:
        """The account's media, newest first."""
        async for rows in self._client.pages(f"{self.own}/media", fields=POST, limit=PAGE, most=MOST):
            for row in rows:
                post = parse.post_of(row, self.own)
                if post is None:
                    continue
                if post.created_at is not None and post.created_at < since:
                    return
                yield Listed(post=post, mark=wire.text(row, "comments_count"))

    async def below(self, listed: Listed, since: datetime) -> AsyncIterator[Part]:
        """Comments with their replies."""
        media, ends = listed.post.ext_id, 0
        async for rows in self._client.pages(f"{media}/comments", fields=TREE, limit=PAGE, most=MOST):
            ends += 1
            found: list[Comment] = []
            for row in rows:
                found += parse.tree_of(row, self.page_id, self.own, media=media)
                if len(list(wire.rows(row, "replies", "data"))) >= IN_TREE:
                    found += await self.replies(wire.text(row, "id"))
            yield Part(comments=found, whole=len(rows) < PAGE or ends < MOST)

    async def replies(self, ext_id: str) -> Sequence[Comment]:
        """What stands in a thread, oldest first; asked with a reply's id, its own thread."""
        found: list[Comment] = []
        try:
            async for rows in self._client.pages(f"{ext_id}/replies", fields=COMMENT, limit=PAGE, most=MOST):
                made = [parse.comment_of(row, self.page_id, self.own, parent=ext_id) for row in rows]
                found += [one for one in made if one is not None]
        except PermanentRefusal:
            one = await self.one(ext_id)
            if one is None or not one.parent_ext_id:
                raise
            return await self.replies(one.parent_ext_id)
        return sorted(found, key=lambda one: one.created_at)

    async def one(self, ext_id: str) -> Comment | None:
        """One comment."""
        row = await self._client.row(ext_id, COMMENT)
        return parse.comment_of(row, self.page_id, self.own) if row is not None else None

    async def post(self, ext_id: str) -> Post | None:
        """One picture or film."""
        row = await self._client.row(ext_id, POST)
        return parse.post_of(row, self.own) if row is not None else None
