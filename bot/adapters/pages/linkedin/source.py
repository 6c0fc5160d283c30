"""Reading a company page by listing: its posts, the comments below them, the replies below those."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta

from bot.adapters.pages.linkedin import parse
from bot.adapters.pages.linkedin.client import LinkedInClient
from bot.adapters.pages.linkedin.render import comments_path, post_path
from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.pacing import For
from bot.adapters.pages.shared.tree import Listed, Part
from bot.domain.comment import Comment, Post
from bot.domain.errors import PermanentRefusal
from bot.domain.troubles import Trouble

POSTS, COMMENTS, MOST_PAGES, KEPT = 50, 100, 40, 500
AGAIN = timedelta(hours=6)
"""Replies whose number stays the same are read again after so long, for edits."""


class LinkedInSource:
    """One organization, by its URN. Replies are asked for when their number changed."""

    def __init__(self, page_id: str, client: LinkedInClient, own: str) -> None:
        self.page_id, self._client, self.own = page_id, client, own
        self._long: dict[str, tuple[int, datetime, list[Comment]]] = {}

    async def prove(self) -> Sequence[str]:
        """Ask for our posts, for which the page's permission is needed."""
        await self._client.read("/rest/posts", self._query(0, 1), For.WRITING)
        return (self.own,)

    def _query(self, start: int, count: int) -> dict[str, str]:
        page = {"start": str(start), "count": str(count)}
        return {"author": self.own, "q": "author", "sortBy": "CREATED", **page}

    async def posts(self, since: datetime) -> AsyncIterator[Listed]:
        """The page's posts, newest first. How much is said below them the list does not tell."""
        for start in range(0, POSTS * MOST_PAGES, POSTS):
            answer = await self._client.read("/rest/posts", self._query(start, POSTS))
            found = [one for row in wire.rows(answer, "elements") if (one := parse.post_of(row)) is not None]
            for post in found:
                if post.created_at is None or post.created_at >= since:
                    yield Listed(post=post)
            last = next((one.created_at for one in reversed(found) if one.created_at is not None), since)
            if last < since or not parse.more_follow(answer, start, POSTS):
                return

    async def below(self, listed: Listed, since: datetime) -> AsyncIterator[Part]:
        """The comments of a post, each with its replies."""
        async for rows, more in self._pages(listed.post.ext_id):
            found: list[Comment] = []
            for row in rows:
                made = parse.comment_of(row, self.page_id, self.own)
                if made is not None:
                    found += [made, *await self._replies_of(made, parse.replies_of(row))]
            yield Part(comments=found, whole=not more)

    async def _pages(self, urn: str, purpose: For = For.READING) -> AsyncIterator[tuple[list[wire.Wire], bool]]:
        for start in range(0, COMMENTS * MOST_PAGES, COMMENTS):
            query = {"start": str(start), "count": str(COMMENTS)}
            answer = await self._client.read(comments_path(urn), query, purpose)
            more = parse.more_follow(answer, start, COMMENTS)
            yield list(wire.rows(answer, "elements")), more
            if not more:
                return

    async def _replies_of(self, top: Comment, count: int) -> list[Comment]:
        if not count:
            return []
        known = self._long.get(top.ext_id)
        now = self._client.now()
        if known is None or known[0] != count or now - known[1] >= AGAIN:
            known = count, now, await self._listed(top.ext_id)
            self._long.pop(top.ext_id, None)
            self._long[top.ext_id] = known
            while len(self._long) > KEPT:
                self._long.pop(next(iter(self._long)))
        return known[2]

    async def _listed(self, top: str, purpose: For = For.READING) -> list[Comment]:
        found: list[Comment] = []
        async for rows, _ in self._pages(top, purpose):
            made = [parse.comment_of(row, self.page_id, self.own, parent=top) for row in rows]
            found += [one for one in made if one is not None]
        return found

    async def replies(self, ext_id: str) -> Sequence[Comment]:
        """What stands in the thread of a comment, oldest first; nothing where the comment is gone."""
        standing = await self.one(ext_id)
        if standing is None:
            return ()
        try:
            found = await self._listed(standing.thread_ext_id, For.WRITING)
        except PermanentRefusal as error:
            if error.reason.startswith(Trouble.COMMENT_GONE.value):
                return ()
            raise
        return sorted(found, key=lambda one: one.created_at)

    async def one(self, ext_id: str) -> Comment | None:
        """One comment."""
        place, number = parse.parts_of(ext_id)
        if not place:
            return None
        try:
            row = await self._client.read(comments_path(place, number), purpose=For.WRITING)
        except PermanentRefusal as error:
            if error.reason.startswith(Trouble.COMMENT_GONE.value):
                return None
            raise
        return parse.comment_of(row, self.page_id, self.own)

    async def post(self, ext_id: str) -> Post | None:
        """One post."""
        try:
            return parse.post_of(await self._client.read(post_path(ext_id)))
        except PermanentRefusal:
            return None
