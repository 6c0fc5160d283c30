"""The Bluesky page: answers, mentions and quotes come in, replies go out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.adapters.manifest import page_capabilities
from bot.adapters.options import Options
from bot.adapters.pages.bluesky import parse, render
from bot.adapters.pages.bluesky.client import AlreadyThere, BlueskyClient
from bot.adapters.pages.bluesky.hiding import hide_below_own_post
from bot.adapters.pages.bluesky.liking import set_like
from bot.adapters.pages.bluesky.past import past_of
from bot.adapters.pages.bluesky.reading import POSTS, Reading
from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.pacing import For
from bot.adapters.pages.shared.staff import Staff, staff_from
from bot.domain.comment import Comment, Portion, Post, Turn
from bot.domain.decision import HideReason
from bot.domain.errors import (
    AccountDisconnected,
    MaybeSent,
    NotSent,
    PermanentRefusal,
    RetryLater,
    TertuliaError,
)
from bot.domain.publication import FollowedReply, OwnReply, Published, PublishOrder
from bot.domain.troubles import Trouble, trouble
from bot.ports import Intake, PageMemory

HERE = Path(__file__).parent
GET, PUT = "com.atproto.repo.getRecord", "com.atproto.repo.putRecord"
_PASSING = (NotSent, MaybeSent, RetryLater)

log = logging.getLogger(__name__)


class BlueskyPage:
    """One account, looked at every `every`."""

    def __init__(
        self,
        page_id: str,
        client: BlueskyClient,
        *,
        staff: Staff | None = None,
        every: timedelta = timedelta(seconds=20),
        first: timedelta = timedelta(days=1),
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.page_id = page_id
        self.capabilities = page_capabilities(HERE)
        self._client, self._every, self._first, self._now = client, every, first, now
        self._reading = Reading(page_id, client, staff or Staff(), now=now)

    @classmethod
    def build(
        cls, page_id: str, options: Mapping[str, Any], home: Path, memory: PageMemory | None = None
    ) -> BlueskyPage:
        """From settings; raises `Misconfigured` naming the key."""
        read = Options(options, where=f"page {page_id}", home=home)
        read.only("service", "handle", "password_env", "password_file", "session_file", "staff", "every", "first_hours")
        passwords = read.secrets("password_env", "password_file")
        if not passwords:
            raise read.wrong("password_file", "an app password is needed: name a file with it, or use password_env")
        client = BlueskyClient(
            read.address("service", "https://bsky.social"),
            read.text("handle").lstrip("@"),
            passwords[0],
            page_id=page_id,
            keep=read.path("session_file", f"bluesky-{page_id}.session"),
            memory=memory,
        )
        return cls(
            page_id,
            client,
            staff=staff_from(read),
            every=timedelta(seconds=read.number("every", 20, least=5, most=3600)),
            first=timedelta(hours=read.number("first_hours", 24, least=0, most=24 * 30)),
        )

    async def run(self, intake: Intake) -> None:
        """Look again and again. Ends only with `AccountDisconnected` or when cancelled."""
        said = False
        while True:
            pause = self._every
            try:
                await self._client.log_in()
                if not said:
                    await self._client.query(For.READING, "com.atproto.server.getSession")
                    await intake.page_state(self.page_id, connected=True)
                    said = True
                await self._reading.look(intake, first=self._first)
            except _PASSING as error:
                log.info("page %s is looked at again later: %s", self.page_id, error)
                pause = max(pause, error.after) if isinstance(error, RetryLater) else pause
            await asyncio.sleep(pause.total_seconds())

    async def publish(self, order: PublishOrder) -> Published:
        """Write the record under the key that belongs to our own, only where none stands."""
        if order.private:
            raise PermanentRefusal(trouble(Trouble.NOT_PUBLISHABLE))
        await self._client.log_in()
        rkey = render.rkey_of(order.idem_key)
        if order.attempt > 1 and (standing := await self._standing(rkey)) is not None:
            return standing
        cid = await self._parent_cid(order)
        dids = {name: did for name in render.handles_in(order.text) if (did := await self._did(name))}
        now = self._now()
        body = {
            "repo": self._client.did,
            "collection": render.POST,
            "rkey": rkey,
            "swapRecord": None,
            "record": render.record_of(order, cid, dids, now),
        }
        try:
            answer = await self._client.write(PUT, body)
        except AlreadyThere as error:
            standing = await self._standing(rkey)
            if standing is None:
                raise MaybeSent("the server says that the reply stands, and does not show it") from error
            return standing
        uri = parse.uri_of(answer)
        if not uri:
            raise MaybeSent("the server's answer has no uri")
        return Published(ext_id=uri, url=self._url(uri), at=now)

    async def _standing(self, rkey: str) -> Published | None:
        """Our own record of that key, None where there is none."""
        try:
            answer = await self._client.query(
                For.WRITING, GET, repo=self._client.did, collection=render.POST, rkey=rkey
            )
        except PermanentRefusal:
            return None
        uri = parse.uri_of(answer)
        at = wire.moment(wire.text(answer, "value", "createdAt"))
        return Published(ext_id=uri, url=self._url(uri), at=at) if uri else None

    async def _parent_cid(self, order: PublishOrder) -> str:
        """The comment as it stands now; a server that cannot be asked has certainly published nothing."""
        try:
            answer = await self._client.query(For.WRITING, POSTS, uris=[order.parent_ext_id])
        except MaybeSent as error:
            raise NotSent(str(error)) from error
        view = next(wire.rows(answer, "posts"), None)
        if view is None:
            raise PermanentRefusal(trouble(Trouble.COMMENT_GONE))
        if wire.table(view, "viewer").get("replyDisabled") is True:
            raise PermanentRefusal(trouble(Trouble.NOT_ALLOWED_THERE))
        if wire.table(view, "author", "viewer").get("blockedBy") is True:
            raise PermanentRefusal(trouble(Trouble.BLOCKED_BY_AUTHOR))
        return wire.text(view, "cid")

    async def _did(self, handle: str) -> str:
        """Whose handle it is; a name that nobody has is left as plain text."""
        try:
            answer = await self._client.query(For.WRITING, "com.atproto.identity.resolveHandle", handle=handle)
        except PermanentRefusal:
            return ""
        except MaybeSent as error:
            raise NotSent(str(error)) from error
        return wire.text(answer, "did")

    def _url(self, uri: str) -> str:
        return f"https://bsky.app/profile/{self._client.did}/post/{parse.rkey_of(uri)}"

    async def own_replies(self, parent_ext_id: str, since: datetime) -> Sequence[OwnReply]:
        """Our own posts directly below a comment."""
        await self._client.log_in()
        found: list[OwnReply] = []
        async for rows in self._reading.own_posts(since):
            found += [
                OwnReply(
                    ext_id=parse.uri_of(one),
                    text=wire.text(one, "record", "text"),
                    parent_ext_id=parent_ext_id,
                    author=parse.author_of(one, self._client.did),
                    created_at=parse.said_at(one),
                )
                for one in rows
                if parse.parent_of(one) == parent_ext_id
            ]
        return found

    async def thread(self, comment: Comment) -> tuple[Post | None, Sequence[Turn]]:
        """The post and the turns above a comment."""
        answer = await self._reading.thread(comment.ext_id, depth=0)
        above = parse.above(wire.table(answer, "thread"))
        did = self._client.did
        own_top = bool(above) and parse.author_of(above[0], did).is_page and not parse.parent_of(above[0])
        post = parse.post_of(above[0], did) if own_top else comment.post
        turns = above[1:] if own_top else above
        return post, [parse.turn_of(one, did, comment.author.ext_id) for one in turns]

    async def hide(self, ext_id: str, *, hidden: bool, reason: HideReason) -> None:
        """Hide or show an answer below a post of ours; in other people's threads nothing can be hidden."""
        await hide_below_own_post(self._client, ext_id, hidden=hidden, now=self._now())

    async def like(self, ext_id: str, *, liked: bool) -> None:
        """Like a post, or take that back."""
        await set_like(self._client, ext_id, liked=liked, now=self._now())

    async def answers(self, followed: FollowedReply, since: datetime) -> Sequence[Comment]:
        """What stands below our reply."""
        await self._client.log_in()
        return await self._reading.below(followed, since)

    def history(self, since: datetime, resume: str = "") -> AsyncIterator[Portion]:
        """Our own posts with their threads, then the notices that got no answer."""
        return past_of(self._client, self._reading, since, resume)

    async def check(self) -> Sequence[str]:
        """Whether the account lets us in and is in good standing. App passwords do not end by themselves."""
        try:
            session = await self._client.query(For.WRITING, "com.atproto.server.getSession")
        except AccountDisconnected:
            return (
                f"{self._client.service} does not let {self._client.handle} in: make a new app password in Bluesky "
                "(Settings, Privacy and security, App passwords) and put it into the file or variable of this page",
            )
        except TertuliaError as error:
            return (f"{self._client.service} cannot be asked now: {error}",)
        if wire.table(session).get("active") is False:
            return (f"the account is not active ({wire.text(session, 'status') or 'no reason given'})",)
        return ()
