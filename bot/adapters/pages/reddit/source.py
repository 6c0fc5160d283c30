"""Reading Reddit by listing: the newest comments of the brand's subreddits, and where the account is named."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta

from bot.adapters.pages.reddit import parse
from bot.adapters.pages.reddit.client import RedditClient
from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.pacing import For
from bot.adapters.pages.shared.tree import Listed, Part
from bot.domain.comment import Comment, CommentEvent, Post
from bot.domain.errors import PermanentRefusal

PAGE, MOST, TOGETHER, WATCHED, KNOWN = 100, 10, 100, 300, 5000
LOOK_BACK = timedelta(minutes=10)
INBOX = "message/inbox"


class RedditSource:
    """One account. Lists leave out what was taken back, so the latest comments are asked for again by name."""

    def __init__(
        self, page_id: str, client: RedditClient, subreddits: Sequence[str], *, now: Callable[[], datetime]
    ) -> None:
        self.page_id, self._client, self._subreddits, self._now = page_id, client, tuple(subreddits), now
        self.own = ""
        self._threads: OrderedDict[str, str] = OrderedDict()
        self._watched: dict[str, OrderedDict[str, None]] = {}
        self._looked_back: dict[str, datetime] = {}

    async def prove(self) -> Sequence[str]:
        """Ask who we are."""
        me = await self._client.get("api/v1/me")
        self.own = wire.text(me, "name")
        return self.own, f"u/{self.own}", f"t2_{wire.text(me, 'id')}"

    async def me(self) -> str:
        """Our name."""
        if not self.own:
            await self.prove()
        return self.own

    async def posts(self, since: datetime) -> AsyncIterator[Listed]:
        """Lists instead of posts: each subreddit's newest comments, and the inbox."""
        for name in self._subreddits:
            yield Listed(post=Post(ext_id=f"r/{name}/comments"))
        yield Listed(post=Post(ext_id=INBOX))

    async def below(self, listed: Listed, since: datetime) -> AsyncIterator[Part]:
        """Newest first, as far back as `since`; then what has to be looked at again."""
        path, after = listed.post.ext_id, ""
        here: set[str] = set()
        for _ in range(MOST):
            answer = await self._client.get(path, For.READING, limit=str(PAGE), **({"after": after} if after else {}))
            found = [one for row in parse.things(answer) if (one := await self._placed(row)) is not None]
            here |= {one.ext_id for one in found}
            yield Part(comments=found)
            after = wire.text(answer, "data", "after")
            if not after or (found and min(one.created_at for one in found) < since):
                break
        yield Part(comments=await self._again(path, here))

    async def _placed(self, row: wire.Wire) -> Comment | None:
        """A comment with the top of its thread as far as it is known; what stands in the inbox and is none is left."""
        own = await self.me()
        parent = wire.text(row, "parent_id")
        made = parse.comment_of(row, self.page_id, own, thread=self._threads.get(parent, ""), raw=True)
        if made is not None:
            self._threads[made.ext_id] = made.thread_ext_id
            while len(self._threads) > KNOWN:
                self._threads.popitem(last=False)
        return made

    async def _again(self, path: str, here: set[str]) -> list[Comment]:
        """Every ten minutes: the latest comments that the list does not show any more."""
        watched, now = self._watched.setdefault(path, OrderedDict()), self._now()
        for ext_id in sorted(here):
            watched.setdefault(ext_id, None)
        while len(watched) > WATCHED:
            watched.popitem(last=False)
        if now - self._looked_back.setdefault(path, now) < LOOK_BACK:
            return []
        self._looked_back[path] = now
        ids = [one for one in watched if one not in here]
        found: list[Comment] = []
        for start in range(0, len(ids), TOGETHER):
            answer = await self._client.get("api/info", id=",".join(ids[start : start + TOGETHER]))
            found += [one for row in parse.things(answer) if (one := await self._placed(row)) is not None]
        for one in found:
            if one.event is CommentEvent.DELETED:
                watched.pop(one.ext_id, None)
        return found

    async def replies(self, ext_id: str) -> Sequence[Comment]:
        """What stands below a comment, oldest first."""
        top = await self.one(ext_id)
        if top is None or top.post is None:
            return ()
        below = [one for one in await self.around(top) if one.ext_id != ext_id]
        return sorted(below, key=lambda one: one.created_at)

    async def around(self, comment: Comment, *, context: int = 0) -> list[Comment]:
        """The tree below a comment, with so many levels above it."""
        if comment.post is None:
            return []
        path = f"comments/{comment.post.ext_id.removeprefix('t3_')}"
        answer = await self._client.get(
            path, comment=comment.ext_id.removeprefix("t1_"), context=str(context), limit="500", threaded="true"
        )
        return parse.tree_of(answer, self.page_id, await self.me(), raw=True)

    async def own_recent(self) -> list[Comment]:
        """The account's latest comments, wherever they stand."""
        answer = await self._client.get(f"user/{await self.me()}/comments", For.WRITING, limit=str(PAGE), sort="new")
        return [one for row in parse.things(answer) if (one := await self._placed(row)) is not None]

    async def one(self, ext_id: str) -> Comment | None:
        """One comment."""
        answer = await self._client.get("api/info", id=ext_id)
        row = next(parse.things(answer), None)
        found = await self._placed(row) if row is not None else None
        return None if found is None or found.event is CommentEvent.DELETED else found

    async def post(self, ext_id: str) -> Post | None:
        """One post."""
        try:
            answer = await self._client.get("api/info", id=ext_id)
        except PermanentRefusal:
            return None
        row = next(wire.rows(answer, "data", "children"), None)
        return parse.post_of(row) if row is not None else None
