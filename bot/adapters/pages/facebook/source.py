"""Reading a Facebook Page by listing: what deliveries missed, threads, and the past."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from bot.adapters.pages.facebook import parse
from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.graph import GraphClient
from bot.adapters.pages.shared.pacing import For
from bot.adapters.pages.shared.tree import Listed, Part
from bot.domain.comment import Comment, Post
from bot.domain.errors import PermanentRefusal

COMMENT = "id,message,created_time,from,parent{id},is_hidden,permalink_url,attachment,message_tags"
POST = "id,message,story,created_time,from,permalink_url"
LISTED = f"{POST},comments.summary(true).limit(0)"
PAGE, MOST = 100, 20


class FacebookSource:
    """One Page."""

    def __init__(self, page_id: str, client: GraphClient, own: str, *, ads: bool = True) -> None:
        self.page_id, self._client, self.own, self._ads = page_id, client, own, ads

    async def prove(self) -> Sequence[str]:
        """Ask who we are."""
        await self._client.call(For.READING, "GET", self.own, fields="id,name")
        return (self.own,)

    async def posts(self, since: datetime) -> AsyncIterator[Listed]:
        """The feed, with what visitors wrote; then posts that only advertisements show."""
        edges = ("feed", "ads_posts") if self._ads else ("feed",)
        for edge in edges:
            try:
                async for rows in self._client.pages(
                    f"{self.own}/{edge}", fields=LISTED, limit=PAGE, since=int(since.timestamp()), most=MOST
                ):
                    for row in rows:
                        post = parse.post_of(row, self.own)
                        if post is not None:
                            yield Listed(post=post, mark=wire.text(row, "comments", "summary", "total_count"))
            except PermanentRefusal:
                if edge == "feed":
                    raise

    async def below(self, listed: Listed, since: datetime) -> AsyncIterator[Part]:
        """All comments and replies below a post in one list, newest first."""
        post_id, ends = listed.post.ext_id, 0
        async for rows in self._client.pages(
            f"{post_id}/comments", fields=COMMENT, filter="stream", order="reverse_chronological", limit=PAGE, most=MOST
        ):
            ends += 1
            made = [parse.comment_of(row, self.page_id, self.own, post_id=post_id) for row in rows]
            yield Part(comments=[one for one in made if one is not None], whole=len(rows) < PAGE or ends < MOST)

    async def replies(self, ext_id: str) -> Sequence[Comment]:
        """What stands below a comment (or a visitor's post)."""
        found: list[Comment] = []
        async for rows in self._client.pages(
            f"{ext_id}/comments", fields=COMMENT, filter="stream", order="chronological", limit=PAGE, most=MOST
        ):
            found += [one for row in rows if (one := parse.comment_of(row, self.page_id, self.own)) is not None]
        return found

    async def one(self, ext_id: str) -> Comment | None:
        """One comment."""
        row = await self._client.row(ext_id, COMMENT)
        return parse.comment_of(row, self.page_id, self.own) if row is not None else None

    async def post(self, ext_id: str) -> Post | None:
        """One post."""
        row = await self._client.row(ext_id, POST)
        return parse.post_of(row, self.own) if row is not None else None
