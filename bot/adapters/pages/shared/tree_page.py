"""What pages read with `Tree` have in common. An adapter adds building, publishing, hiding and checking."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.adapters.manifest import page_capabilities
from bot.adapters.options import Options
from bot.adapters.pages.shared.staff import Staff, staff_from
from bot.adapters.pages.shared.tree import Source, Tree
from bot.domain.comment import Comment, Portion, Post, Turn, Who
from bot.domain.errors import AccountDisconnected, MaybeSent, NotSent, PermanentRefusal, RetryLater
from bot.domain.publication import FollowedReply, OwnReply
from bot.ports import Intake

PASSING = (NotSent, MaybeSent, RetryLater)
PACE_KEYS = ("staff", "every", "first_hours", "days")
REFUSED = timedelta(minutes=5)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """How a page is looked at: the pause between two looks, how far back the very first goes, how old a post may be,
    and who besides the page is one of us."""

    every: timedelta = timedelta(minutes=2)
    first: timedelta = timedelta(days=1)
    days: float = 30
    staff: Staff = field(default_factory=Staff)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


def looking_from(options: Options, *, every: float) -> Looking:
    """The options `every` (seconds), `first_hours`, `days` and `staff`."""
    return Looking(
        every=timedelta(seconds=options.number("every", every, least=5, most=86_400)),
        first=timedelta(hours=options.number("first_hours", 24, least=0, most=24 * 30)),
        days=options.number("days", 30, least=1, most=3650),
        staff=staff_from(options),
    )


def own_reply(one: Comment, parent_ext_id: str) -> OwnReply:
    """A comment of the page's own as what it wrote below another."""
    return OwnReply(
        ext_id=one.ext_id,
        text=one.text,
        parent_ext_id=parent_ext_id,
        author=one.author,
        created_at=one.created_at,
    )


class TreePage:
    """The half of a page adapter that reads."""

    def __init__(self, page_id: str, folder: Path, source: Source, looking: Looking) -> None:
        self.page_id = page_id
        self.capabilities = page_capabilities(folder)
        self._source, self._looking, self._now = source, looking, looking.now
        self._tree = Tree(page_id, source, looking.staff, every=looking.every, days=looking.days, now=looking.now)

    async def run(self, intake: Intake) -> None:
        """Look again and again. Ends only with `AccountDisconnected` or when cancelled."""
        proven = False
        while True:
            pause = self._looking.every
            try:
                if not proven:
                    await self._prove()
                    await intake.page_state(self.page_id, connected=True)
                    proven = True
                await self._tree.look(intake, first=self._looking.first)
            except PASSING as error:
                log.info("page %s is looked at again later: %s", self.page_id, error)
                pause = max(pause, error.after) if isinstance(error, RetryLater) else pause
            except PermanentRefusal as error:
                log.warning("page %s cannot be listed: %s", self.page_id, error.reason)
                pause = max(pause, REFUSED)
            await asyncio.sleep(pause.total_seconds())

    async def _prove(self) -> None:
        """A page that cannot even be asked who it is has no access, whatever the platform calls it."""
        try:
            self.recognise(*await self._source.prove())
        except PermanentRefusal as error:
            raise AccountDisconnected(error.reason) from error

    def recognise(self, *names: str) -> None:
        """What the page calls itself, once it is known."""
        self._tree.recognise(*names)

    async def own_replies(self, parent_ext_id: str, since: datetime) -> Sequence[OwnReply]:
        """The page's own replies below a comment. `since` is the time at which sending began; platforms stamp in
        whole seconds."""
        least = since - timedelta(seconds=2)
        below = [self._tree.marked(one) for one in await self._source.replies(parent_ext_id)]
        return [own_reply(one, parent_ext_id) for one in below if one.author.is_page and one.created_at >= least]

    async def thread(self, comment: Comment) -> tuple[Post | None, Sequence[Turn]]:
        """The post, and the turns of the thread that came before the comment."""
        post = comment.post
        if post is not None and post.ext_id and not post.text:
            post = await self._source.post(post.ext_id) or post
        top = comment.thread_ext_id
        if top in ("", comment.ext_id):
            return post, ()
        first = await self._source.one(top)
        found = [*([first] if first is not None else []), *await self._source.replies(top)]
        return post, [
            self._turn(self._tree.marked(one), comment)
            for one in found
            if one.ext_id != comment.ext_id and (one.created_at <= comment.created_at or one.ext_id == top)
        ]

    def _turn(self, one: Comment, comment: Comment) -> Turn:
        who = Who.BRAND if one.author.is_page else Who.OTHER
        if who is Who.OTHER and one.author.ext_id and one.author.ext_id == comment.author.ext_id:
            who = Who.CUSTOMER
        return Turn(who=who, text=one.text, name=one.author.name or one.author.handle, at=one.created_at)

    async def answers(self, followed: FollowedReply, since: datetime) -> Sequence[Comment]:
        """What was written in the thread of a reply since then; () where the platform pushes."""
        if not self.capabilities.polls_answers:
            return ()
        below = await self._source.replies(followed.thread_ext_id or followed.parent_ext_id)
        post = Post(ext_id=followed.post_ext_id) if followed.post_ext_id else None
        found = [self._tree.marked(one, post) for one in below]
        return [one for one in found if one.created_at >= since and one.ext_id != followed.ext_id]

    def history(self, since: datetime, resume: str = "") -> AsyncIterator[Portion]:
        """The page's posts with all that stands below them, newest first."""
        return self._tree.past(since, resume)
