"""The Mastodon page: mentions and answers come in, replies go out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.adapters.manifest import page_capabilities
from bot.adapters.options import Options
from bot.adapters.pages.mastodon import parse, render
from bot.adapters.pages.mastodon.client import MastodonClient
from bot.adapters.pages.mastodon.past import past_of
from bot.adapters.pages.mastodon.reading import Reading
from bot.adapters.pages.mastodon.stream import Stirred, follow_stream
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
from bot.ports import Intake

HERE = Path(__file__).parent
_PASSING = (NotSent, MaybeSent, RetryLater)
_PAGE_OF_OWN = 40


class MastodonPage:
    """One account. `every` is the pause between two looks; the server's stream makes them come sooner."""

    def __init__(
        self,
        page_id: str,
        client: MastodonClient,
        *,
        staff: Staff | None = None,
        widest: str = "public",
        every: timedelta = timedelta(seconds=30),
        first: timedelta = timedelta(days=1),
        streaming: bool = True,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.page_id = page_id
        self.capabilities = page_capabilities(HERE)
        self._client, self._widest, self._every, self._now = client, widest, every, now
        self._first, self._streaming = first, streaming
        self._reading = Reading(page_id, client, staff or Staff(), now=now)

    @classmethod
    def build(cls, page_id: str, options: Mapping[str, Any], home: Path) -> MastodonPage:
        """From settings; raises `Misconfigured` naming the key."""
        read = Options(options, where=f"page {page_id}", home=home)
        read.only("server", "token_env", "token_file", "visibility", "staff", "every", "first_hours", "streaming")
        tokens = read.secrets("token_env", "token_file")
        if not tokens:
            raise read.wrong("token_file", "a token is needed: name a file with it here, or a variable in token_env")
        widest = read.text("visibility", "public")
        if widest not in parse.VISIBILITIES[:3]:
            raise read.wrong("visibility", f"must be public, unlisted or private, not {widest!r}")
        return cls(
            page_id,
            MastodonClient(read.address("server"), tokens[0]),
            staff=staff_from(read),
            widest=widest,
            every=timedelta(seconds=read.number("every", 30, least=5, most=3600)),
            first=timedelta(hours=read.number("first_hours", 24, least=0, most=24 * 30)),
            streaming=read.flag("streaming", True),
        )

    async def run(self, intake: Intake) -> None:
        """Look, be woken by the stream, look again. Ends only with `AccountDisconnected` or when cancelled."""
        stirred = Stirred()
        await self._learn()
        await intake.page_state(self.page_id, connected=True)
        stream = asyncio.create_task(follow_stream(self._client, stirred)) if self._streaming else None
        try:
            while True:
                pause = self._every
                try:
                    await self._reading.look(intake, stirred, first=self._first)
                except _PASSING as error:
                    pause = max(pause, error.after) if isinstance(error, RetryLater) else pause
                await _either(stirred.event, pause.total_seconds())
        finally:
            if stream is not None:
                stream.cancel()
                await asyncio.gather(stream, return_exceptions=True)

    async def _learn(self) -> None:
        """Who we are and what the server allows; asked until it answers."""
        while True:
            try:
                await self._reading.own_id()
                instance = await self._instance()
                limit = parse.limit_of(instance, self.capabilities.text_limit)
                self.capabilities = replace(self.capabilities, text_limit=limit)
                return
            except _PASSING as error:
                pause = max(self._every, error.after) if isinstance(error, RetryLater) else self._every
                await asyncio.sleep(pause.total_seconds())

    async def _instance(self) -> Any:
        """What the server says of itself, in the newer form or the older; a server that says nothing has defaults."""
        for method in ("instance_v2", "instance_v1"):
            try:
                return await self._client.call(For.READING, method)
            except PermanentRefusal:
                continue
        return {}

    async def publish(self, order: PublishOrder) -> Published:
        """Post the reply with our key; a server that keeps it answers a second call with the first status."""
        answer = await self._client.call(For.WRITING, "status_post", **render.status_of(order, self._widest))
        ext_id = wire.text(answer, "id")
        if not ext_id:
            raise MaybeSent("the server's answer has no id")
        at = wire.moment(wire.table(answer).get("created_at"))
        return Published(ext_id=ext_id, url=wire.link(answer, "url"), at=at)

    async def own_replies(self, parent_ext_id: str, since: datetime) -> Sequence[OwnReply]:
        """Our statuses below a comment: from its thread, and from our own list where the thread is gone or cut."""
        own_id = await self._reading.own_id()
        found: dict[str, wire.Wire] = {}
        try:
            context = await self._client.call(For.WRITING, "status_context", parent_ext_id)
            found = {parse.status_id(one): one for one in wire.rows(context, "descendants")}
        except PermanentRefusal:
            found = {}
        more = await self._client.call(For.WRITING, "account_statuses", own_id, limit=_PAGE_OF_OWN)
        found |= {parse.status_id(one): one for one in parse.statuses_in(more)}
        return tuple(
            _own_reply(one, own_id)
            for one in found.values()
            if wire.text(one, "account", "id") == own_id
            and wire.text(one, "in_reply_to_id") == parent_ext_id
            and (wire.moment(one.get("created_at")) or since) >= since
        )

    async def thread(self, comment: Comment) -> tuple[Post | None, Sequence[Turn]]:
        """The post and the turns above a comment."""
        own_id = await self._reading.own_id()
        context = await self._client.call(For.READING, "status_context", comment.ext_id)
        above = list(wire.rows(context, "ancestors"))
        place = parse.place_below({"id": comment.ext_id, "in_reply_to_id": comment.parent_ext_id}, above, own_id)
        turns = above[1:] if place.post is not None else above
        return place.post or comment.post, [parse.turn_of(one, own_id, comment.author.ext_id) for one in turns]

    async def hide(self, ext_id: str, *, hidden: bool, reason: HideReason) -> None:
        """A page cannot hide what others write on Mastodon; it can report or block, which people do there."""
        raise PermanentRefusal(trouble(Trouble.CANNOT_HIDE))

    async def like(self, ext_id: str, *, liked: bool) -> None:
        """Make it a favourite, or take that back."""
        await self._client.call(For.WRITING, "status_favourite" if liked else "status_unfavourite", ext_id)

    async def answers(self, followed: FollowedReply, since: datetime) -> Sequence[Comment]:
        """What stands below our reply, also where it does not name us."""
        return await self._reading.below(followed, since)

    def history(self, since: datetime, resume: str = "") -> AsyncIterator[Portion]:
        """Our own statuses with their threads, then the mentions that got no answer."""
        return past_of(self._client, self._reading, since, resume)

    async def check(self) -> Sequence[str]:
        """Whether the token is good and may do what we do. Tokens of Mastodon do not end by themselves."""
        try:
            await self._client.call(For.WRITING, "account_verify_credentials")
        except AccountDisconnected:
            return (
                f"{self._client.url} does not accept the token: under Preferences, Development make an application "
                "with the scopes read and write, and put its access token into the file or variable of this page",
            )
        except TertuliaError as error:
            return (f"{self._client.url} cannot be asked now: {error}",)
        return (*await self._scopes(), *await self._held_back())

    async def _scopes(self) -> Sequence[str]:
        try:
            app = await self._client.call(For.WRITING, "app_verify_credentials")
        except TertuliaError:
            return ()  # other servers have no such question
        listed = wire.table(app).get("scopes")
        scopes = {str(one).split(":")[0] for one in listed} if isinstance(listed, list) else set()
        lacking = sorted({"read", "write"} - scopes) if scopes else []
        if not lacking:
            return ()
        return (f"the token lacks the scope {' and '.join(lacking)}: make it anew with read and write",)

    async def _held_back(self) -> Sequence[str]:
        """Servers can hold back notices of people they do not know: those mentions would be missed without a word."""
        try:
            policy = await self._client.call(For.WRITING, "notifications_policy")
        except TertuliaError:
            return ()  # older and other servers hold nothing back
        waiting = wire.number(policy, "summary", "pending_requests_count")
        if not waiting:
            return ()
        return (
            f"the server holds back notices of {waiting} accounts, which never come in: in the account's notification "
            "settings accept those filtered, and set the filters to accept",
        )


def _own_reply(status: wire.Wire, own_id: str) -> OwnReply:
    """Its text without the content warning, as it was sent."""
    plain = {key: value for key, value in status.items() if key != "spoiler_text"}
    return OwnReply(
        ext_id=parse.status_id(status),
        text=parse.words_of(plain),
        parent_ext_id=wire.text(status, "in_reply_to_id"),
        author=parse.author_of(status, own_id),
        created_at=wire.moment(status.get("created_at")),
    )


async def _either(event: asyncio.Event, seconds: float) -> None:
    """Until the event or the time, whichever is first."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
