"""Reading Reddit by listing: the newest comments of the brand's subreddits, and where the account is named."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

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
        self,
        page_id: str,
        client: RedditClient,
        subreddits: Sequence[str],
        *,
        now: Callable[[], datetime],
        submissions: bool = True,
    ) -> None:
        self.page_id, self._client, self._subreddits, self._now = page_id, client, tuple(subreddits), now
        self._submissions = submissions
        self.own = ""
        self._threads: OrderedDict[str, str] = OrderedDict()
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
        """Lists instead of posts: each subreddit's newest comments and posts, and the inbox."""
        for name in self._subreddits:
            yield Listed(post=Post(ext_id=f"r/{name}/comments"))
            if self._submissions:
                yield Listed(post=Post(ext_id=f"r/{name}/new"))
        yield Listed(post=Post(ext_id=INBOX))

    async def below(self, listed: Listed, since: datetime) -> AsyncIterator[Part]:
        """Newest first, as far back as `since`; then what has to be looked at again."""
        path, after = listed.post.ext_id, ""
        here: set[str] = set()
        for _ in range(MOST):
            answer = await self._client.get(path, For.READING, limit=str(PAGE), **({"after": after} if after else {}))
            found = await self._all(answer)
            here |= {one.ext_id for one in found}
            yield Part(comments=found)
            after = wire.text(answer, "data", "after")
            if not after or (found and min(one.created_at for one in found) < since):
                break
        yield Part(comments=await self._again(listed, here))

    async def _all(self, answer: Any) -> list[Comment]:
        rows = parse.things(answer, ("t1", "t3", ""))
        return [one for row in rows if (one := await self._placed(row)) is not None]

    async def _placed(self, row: wire.Wire) -> Comment | None:
        """A comment with the top of its thread as far as it is known; what stands in the inbox and is none is left."""
        own = await self.me()
        parent = wire.text(row, "parent_id")
        made = parse.either_of(row, self.page_id, own, thread=self._threads.get(parent, ""), raw=True)
        if made is not None:
            self._threads[made.ext_id] = made.thread_ext_id
            while len(self._threads) > KNOWN:
                self._threads.popitem(last=False)
        return made

    async def _again(self, listed: Listed, here: set[str]) -> list[Comment]:
        """At the start and every ten minutes: the latest comments that the list does not show any more."""
        path, now = listed.post.ext_id, self._now()
        looked = self._looked_back.get(path)
        if looked is not None and now - looked < LOOK_BACK:
            return []
        self._looked_back[path] = now
        ids = [one for one in listed.watched[-WATCHED:] if one not in here]
        found: list[Comment] = []
        for start in range(0, len(ids), TOGETHER):
            found += await self._all(await self._client.get("api/info", id=",".join(ids[start : start + TOGETHER])))
        return found

    async def replies(self, ext_id: str) -> Sequence[Comment]:
        """What stands below a comment or a post, oldest first."""
        top = await self.one(ext_id)
        if top is None:
            return ()
        below = [one for one in await self.around(top) if one.ext_id != ext_id]
        return sorted(below, key=lambda one: one.created_at)

    async def around(self, comment: Comment, *, context: int = 0) -> list[Comment]:
        """The tree below a comment, with so many levels above it; of a post, all of it."""
        post_id = comment.post.ext_id if comment.post is not None else comment.ext_id
        if not post_id.startswith("t3_"):
            return []
        narrowed = (
            {} if comment.post is None else {"comment": comment.ext_id.removeprefix("t1_"), "context": str(context)}
        )
        path = f"comments/{post_id.removeprefix('t3_')}"
        answer = await self._client.get(path, For.READING, limit="500", threaded="true", **narrowed)
        return parse.tree_of(answer, self.page_id, await self.me(), raw=True)

    async def own_recent(self) -> list[Comment]:
        """The account's latest comments, wherever they stand."""
        answer = await self._client.get(f"user/{await self.me()}/comments", For.WRITING, limit=str(PAGE), sort="new")
        return await self._all(answer)

    async def one(self, ext_id: str) -> Comment | None:
        """One comment, or what somebody posted."""
        found = next(iter(await self._all(await self._client.get("api/info", id=ext_id))), None)
        return None if found is None or found.event is CommentEvent.DELETED else found

    async def post(self, ext_id: str) -> Post | None:
        """One post."""
        try:
            answer = await self._client.get("api/info", id=ext_id)
        except PermanentRefusal:
            return None
        row = next(wire.rows(answer, "data", "children"), None)
        return parse.post_of(row) if row is not None else None
