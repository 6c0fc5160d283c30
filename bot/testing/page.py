"""A page in memory: comments are pushed in by the test, replies stand in a list, and calls fail as planned."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.domain.capabilities import Idempotency, PageCapabilities, TextLimit
from bot.domain.comment import Author, Comment, CommentEvent, Portion, Post, Turn
from bot.domain.decision import HideReason
from bot.domain.errors import AccountDisconnected, MaybeSent, NotSent, PermanentRefusal, RetryLater
from bot.domain.publication import FollowedReply, OwnReply, Published, PublishOrder
from bot.ports import Clock, Intake


class Fault(StrEnum):
    """What goes wrong with one call of `publish`."""

    NONE = "none"
    NOT_SENT = "not_sent"
    """No connection: nothing was published."""
    DROPPED = "dropped"
    """Published, then the connection dropped: the caller cannot know."""
    LOST = "lost"
    """Not published, and the caller cannot know either."""
    RETRY = "retry"
    REFUSED = "refused"
    DISCONNECTED = "disconnected"


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingReply:
    """A reply as it stands on the page."""

    ext_id: str
    order: PublishOrder
    at: datetime


PAGE = Author(ext_id="page", name="The page", is_page=True)


class FakePage:
    """`ports.PageAdapter`. `faults` are used up one call after the other; afterwards all goes well."""

    def __init__(
        self,
        page_id: str,
        clock: Clock,
        *,
        idempotency: Idempotency = Idempotency.LIST,
        limit: TextLimit | None = None,
        grace: timedelta = timedelta(0),
        polls: bool = False,
        private_within: timedelta = timedelta(0),
    ) -> None:
        self.page_id = page_id
        self.capabilities = PageCapabilities(
            platform="fake",
            text_limit=limit or TextLimit(most=500),
            idempotency=idempotency,
            key_kept=timedelta(hours=1) if idempotency is Idempotency.KEY else timedelta(0),
            visibility_grace=grace,
            can_hide=True,
            can_like=True,
            can_private_reply=True,
            can_fetch_thread=True,
            can_list_own=idempotency is Idempotency.LIST,
            pushes=not polls,
            can_backfill=True,
            polls_answers=polls,
            private_within=private_within,
        )
        self.faults: deque[Fault] = deque()
        self.replies: list[StandingReply] = []
        self.calls: list[PublishOrder] = []
        self.blind: deque[Exception] = deque()
        """Raised by the next calls of `own_replies`."""
        self.looks = 0
        self.hidden: dict[str, HideReason] = {}
        self.liked: set[str] = set()
        self.unlikable: set[str] = set()
        self.problems: list[str] = []
        self.post: Post | None = None
        self.above: list[Turn] = []
        """What `thread` gives."""
        self.threads_asked: list[str] = []
        self.below: list[Comment] = []
        """What `answers` finds when it is asked."""
        self.asked: list[datetime] = []
        """When `answers` was asked."""
        self.past: list[Portion] = []
        """What `history` gives; the test may put an exception in its place in `past_fails`."""
        self.past_fails: dict[int, Exception] = {}
        self._clock = clock
        self._inbound: asyncio.Queue[Comment] = asyncio.Queue()
        self._next = 0

    def comment(
        self,
        text: str,
        *,
        author: str = "Ana",
        ext_id: str = "",
        parent: str = "",
        post: Post | None = None,
        event: CommentEvent = CommentEvent.CREATED,
    ) -> Comment:
        """A comment by `author` as this page would deliver it now."""
        self._next += 1
        ext_id = ext_id or f"c{self._next}"
        return Comment(
            page_id=self.page_id,
            ext_id=ext_id,
            text=text,
            author=Author(ext_id=f"author-{author.lower()}", name=author),
            created_at=self._clock.now(),
            post=post or Post(ext_id="p1", text="Saturday's bread, out of the oven at nine.", author=PAGE),
            parent_ext_id=parent,
            thread_ext_id=parent or ext_id,
            event=event,
        )

    def push(self, comment: Comment) -> None:
        """Deliver a comment through `run`."""
        self._inbound.put_nowait(comment)

    async def run(self, intake: Intake) -> None:
        """Hand over what was pushed until cancelled."""
        await intake.page_state(self.page_id, connected=True)
        while True:
            await intake.accept([await self._inbound.get()])

    async def publish(self, order: PublishOrder) -> Published:
        """Publish, or fail as the next fault says. A key already used publishes nothing new."""
        self.calls.append(order)
        fault = self.faults.popleft() if self.faults else Fault.NONE
        _raise_unsent(fault)
        reply = self._standing(order) or self._put(order)
        if fault is Fault.DROPPED:
            raise MaybeSent("the connection dropped after the request was sent")
        return Published(ext_id=reply.ext_id, url=f"https://page.example/{reply.ext_id}", at=reply.at)

    def _standing(self, order: PublishOrder) -> StandingReply | None:
        if self.capabilities.idempotency is not Idempotency.KEY:
            return None
        return next((reply for reply in self.replies if reply.order.idem_key == order.idem_key), None)

    def _put(self, order: PublishOrder) -> StandingReply:
        reply = StandingReply(ext_id=f"r{len(self.replies) + 1}", order=order, at=self._clock.now())
        self.replies.append(reply)
        return reply

    async def own_replies(self, parent_ext_id: str, since: datetime) -> Sequence[OwnReply]:
        """The page's replies under a comment."""
        self.looks += 1
        if self.blind:
            raise self.blind.popleft()
        return [
            OwnReply(
                ext_id=reply.ext_id,
                text=reply.order.text,
                parent_ext_id=parent_ext_id,
                author=PAGE,
                created_at=reply.at,
            )
            for reply in self.replies
            if reply.order.parent_ext_id == parent_ext_id and reply.at >= since
        ]

    async def thread(self, comment: Comment) -> tuple[Post | None, Sequence[Turn]]:
        """The comment's post and the turns the test put above it."""
        self.threads_asked.append(comment.ext_id)
        return self.post or comment.post, self.above

    async def hide(self, ext_id: str, *, hidden: bool, reason: HideReason) -> None:
        """Remember what is hidden and why."""
        if hidden:
            self.hidden[ext_id] = reason
        else:
            self.hidden.pop(ext_id, None)

    async def like(self, ext_id: str, *, liked: bool) -> None:
        """Remember what is liked; what `unlikable` names is refused."""
        if ext_id in self.unlikable:
            raise PermanentRefusal("the author does not take likes")
        (self.liked.add if liked else self.liked.discard)(ext_id)

    async def answers(self, followed: FollowedReply, since: datetime) -> Sequence[Comment]:
        """What the test put below, with the author's clock as it is; answers come by themselves elsewhere."""
        self.asked.append(self._clock.now())
        if self.blind:
            raise self.blind.popleft()
        return [one for one in self.below if one.created_at >= since]

    def history(self, since: datetime, resume: str = "") -> AsyncIterator[Portion]:
        """The portions the test gave, from the one after `resume` on."""
        return self._past(resume)

    async def _past(self, resume: str) -> AsyncIterator[Portion]:
        start = next((n + 1 for n, portion in enumerate(self.past) if resume and portion.resume == resume), 0)
        for number in range(start, len(self.past)):
            if number in self.past_fails:
                raise self.past_fails.pop(number)
            yield self.past[number]

    async def check(self) -> Sequence[str]:
        """The problems the test planted."""
        return list(self.problems)

    def echo(self, reply: StandingReply) -> Comment:
        """The page's own reply as platforms deliver it back through the webhook."""
        return replace(
            self.comment(reply.order.text, ext_id=reply.ext_id, parent=reply.order.parent_ext_id),
            author=PAGE,
            created_at=reply.at.astimezone(UTC),
        )


def _raise_unsent(fault: Fault) -> None:
    match fault:
        case Fault.NOT_SENT:
            raise NotSent("no connection to the page")
        case Fault.LOST:
            raise MaybeSent("no answer within the time allowed")
        case Fault.RETRY:
            raise RetryLater("the page asks for patience", after=timedelta(seconds=30))
        case Fault.REFUSED:
            raise PermanentRefusal("the comment no longer exists")
        case Fault.DISCONNECTED:
            raise AccountDisconnected("the page's access was revoked")
        case _:
            return
