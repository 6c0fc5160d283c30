"""Reading a channel by listing: its videos with their counts, then the threads of those that are alive."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.pacing import For
from bot.adapters.pages.shared.tree import Listed, Part
from bot.adapters.pages.youtube import parse
from bot.adapters.pages.youtube.client import YouTubeClient
from bot.domain.comment import Comment, Post
from bot.domain.errors import AccountDisconnected, PermanentRefusal
from bot.domain.troubles import Trouble, trouble

MOST_VIDEOS, MOST_THREADS, MOST_REPLIES, KEPT = 4, 10, 5, 500
PLAIN = {"textFormat": "plainText", "maxResults": "100"}


class YouTubeSource:
    """One channel. Replies beyond the few that come with a thread are asked for only when their number changed."""

    def __init__(self, page_id: str, client: YouTubeClient, channel: str = "") -> None:
        self.page_id, self._client, self.own = page_id, client, channel
        self._uploads = ""
        self._long: dict[str, tuple[int, list[Comment]]] = {}

    async def prove(self) -> Sequence[str]:
        """Ask for our channel and its list of uploads."""
        answer = await self._client.read("channels", {"part": "snippet,contentDetails", "mine": "true"}, For.WRITING)
        channel = next(wire.rows(answer, "items"), wire.EMPTY)
        found = wire.text(channel, "id")
        if not found or (self.own and found != self.own):
            why = f"the consent is for {found or 'no channel'}"
            raise AccountDisconnected(trouble(Trouble.PERMISSION_MISSING, why))
        self.own = found
        self._uploads = wire.text(channel, "contentDetails", "relatedPlaylists", "uploads")
        return found, wire.text(channel, "snippet", "customUrl")

    async def _me(self) -> str:
        if not self.own or not self._uploads:
            await self.prove()
        return self.own

    async def posts(self, since: datetime) -> AsyncIterator[Listed]:
        """The channel's videos, newest first, with their number of comments: two units for fifty."""
        await self._me()
        query = {"part": "contentDetails", "playlistId": self._uploads, "maxResults": "50"}
        async for rows, _ in self._client.pages("playlistItems", query, most=MOST_VIDEOS):
            dates = [wire.moment(wire.text(row, "contentDetails", "videoPublishedAt")) or since for row in rows]
            ids = [
                wire.text(row, "contentDetails", "videoId") for row, at in zip(rows, dates, strict=True) if at >= since
            ]
            if ids:
                query_videos = {"part": "snippet,statistics", "id": ",".join(ids), "maxResults": "50"}
                answer = await self._client.read("videos", query_videos)
                for row in wire.rows(answer, "items"):
                    post = parse.post_of(row, self.own)
                    if post is not None:
                        yield Listed(post=post, mark=wire.text(row, "statistics", "commentCount"))
            if len(ids) < len(rows):
                return

    async def below(self, listed: Listed, since: datetime) -> AsyncIterator[Part]:
        """The threads of a video, newest first."""
        own = await self._me()
        query = {"part": "snippet,replies", "videoId": listed.post.ext_id, "order": "time", **PLAIN}
        async for rows, more in self._client.pages("commentThreads", query, most=MOST_THREADS):
            found: list[Comment] = []
            for row in rows:
                comments, count = parse.thread_of(row, self.page_id, own, plain=True)
                found += comments[:1] + await self._all(comments, count)
            yield Part(comments=found, whole=not more)

    async def _all(self, comments: list[Comment], count: int) -> list[Comment]:
        """All replies of a thread."""
        if not comments or count <= len(comments) - 1:
            return comments[1:]
        top = comments[0]
        known = self._long.get(top.ext_id)
        if known is None or known[0] != count:
            known = count, await self._replies(top.ext_id, top.post.ext_id if top.post else "")
            self._long.pop(top.ext_id, None)
            self._long[top.ext_id] = known
            while len(self._long) > KEPT:
                self._long.pop(next(iter(self._long)))
        return known[1]

    async def _replies(self, top: str, video: str = "") -> list[Comment]:
        found: list[Comment] = []
        query = {"part": "snippet", "parentId": top, **PLAIN}
        async for rows, _ in self._client.pages("comments", query, most=MOST_REPLIES):
            made = [parse.comment_of(row, self.page_id, self.own, plain=True, video=video) for row in rows]
            found += [one for one in made if one is not None]
        return found

    async def replies(self, ext_id: str) -> Sequence[Comment]:
        """What stands in the thread of a comment, oldest first."""
        await self._me()
        try:
            found = await self._replies(parse.top_of(ext_id))
        except PermanentRefusal as error:
            if error.reason.startswith(Trouble.COMMENT_GONE.value):
                return ()
            raise
        return sorted(found, key=lambda one: one.created_at)

    async def one(self, ext_id: str) -> Comment | None:
        """One comment."""
        await self._me()
        try:
            answer = await self._client.read("comments", {"part": "snippet", "id": ext_id, "textFormat": "plainText"})
        except PermanentRefusal:
            return None
        row = next(wire.rows(answer, "items"), None)
        return parse.comment_of(row, self.page_id, self.own, plain=True) if row is not None else None

    async def post(self, ext_id: str) -> Post | None:
        """One video."""
        await self._me()
        answer = await self._client.read("videos", {"part": "snippet", "id": ext_id})
        row = next(wire.rows(answer, "items"), None)
        return parse.post_of(row, self.own) if row is not None else None
