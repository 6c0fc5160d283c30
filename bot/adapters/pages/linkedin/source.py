"""Reading a company page by listing its posts and what stands below them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from bot.adapters.pages.linkedin import parse
from bot.adapters.pages.linkedin.client import LinkedInClient
from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.tree import Listed, Part
from bot.domain.comment import Comment, Post
from bot.domain.errors import PermanentRefusal
from bot.domain.troubles import Trouble

POSTS, PAGE, MOST = 50, 100, 10


class LinkedInSource:
    """One page, "urn:li:organization:123"."""

    def __init__(self, page_id: str, client: LinkedInClient, own: str) -> None:
        self.page_id, self._client, self.own = page_id, client, own

    async def prove(self) -> Sequence[str]:
        """Ask for the latest post."""
        await self._client.get("/rest/posts", author=self.own, q="author", count="1")
        return (self.own,)

    async def posts(self, since: datetime) -> AsyncIterator[Listed]:
        """The page's posts, newest first."""
        for start in range(0, POSTS * MOST, POSTS):
            answer = await self._client.get(
                "/rest/posts", author=self.own, q="author", count=str(POSTS), start=str(start), sortBy="CREATED"
            )
            rows = list(wire.rows(answer, "elements"))
            for row in rows:
                post = parse.post_of(row, self.own)
                if post is not None and post.created_at is not None and post.created_at < since:
                    return
                if post is not None:
                    yield Listed(post=post)
            if len(rows) < POSTS:
                return

    async def below(self, listed: Listed, since: datetime) -> AsyncIterator[Part]:
        """Comments with their replies."""
        post_id = listed.post.ext_id
        async for rows, whole in self._rows(post_id):
            found: list[Comment] = []
            for row in rows:
                top = parse.comment_of(row, self.page_id, self.own, post_id=post_id)
                if top is not None:
                    found.append(top)
                    found += await self._replies(top.ext_id, post_id) if parse.replies_of(row) else []
            yield Part(comments=found, whole=whole)

    async def _rows(self, urn: str) -> AsyncIterator[tuple[list[wire.Wire], bool]]:
        path = f"/rest/socialActions/{parse.encoded(urn)}/comments"
        for start in range(0, PAGE * MOST, PAGE):
            answer = await self._client.get(path, count=str(PAGE), start=str(start))
            rows = list(wire.rows(answer, "elements"))
            yield rows, len(rows) < PAGE
            if len(rows) < PAGE:
                return

    async def _replies(self, urn: str, post_id: str = "") -> list[Comment]:
        found: list[Comment] = []
        async for rows, _ in self._rows(urn):
            made = [parse.comment_of(row, self.page_id, self.own, post_id=post_id) for row in rows]
            found += [one for one in made if one is not None]
        return sorted(found, key=lambda one: one.created_at)

    async def replies(self, ext_id: str) -> Sequence[Comment]:
        """What stands in a comment's thread, oldest first."""
        try:
            one = await self.one(ext_id)
            return await self._replies(one.thread_ext_id if one is not None else ext_id)
        except PermanentRefusal as error:
            if error.reason.startswith(Trouble.COMMENT_GONE.value):
                return ()
            raise

    async def one(self, ext_id: str) -> Comment | None:
        """One comment."""
        below, number = parse.parts_of(ext_id)
        try:
            row = await self._client.get(f"/rest/socialActions/{parse.encoded(below)}/comments/{number}")
        except PermanentRefusal:
            return None
        return parse.comment_of(row, self.page_id, self.own)

    async def post(self, ext_id: str) -> Post | None:
        """One post."""
        try:
            row = await self._client.get(f"/rest/posts/{parse.encoded(ext_id)}")
        except PermanentRefusal:
            return None
        return parse.post_of(row, self.own)
