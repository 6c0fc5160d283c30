"""Between the core and a page of a platform: comments in, replies out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable

from bot.domain.capabilities import PageCapabilities
from bot.domain.comment import Comment, Portion, Post, Turn
from bot.domain.decision import HideReason
from bot.domain.publication import FollowedReply, OwnReply, Published, PublishOrder


class Intake(Protocol):
    """What a page adapter is given at start: where comments go. Durable when it returns."""

    async def accept(self, comments: Sequence[Comment]) -> Sequence[bool]:
        """Store comments (and edits, deletions) durably; True for each that was new, False for a known one.
        Returns after the commit, so an adapter acknowledges its platform afterwards."""
        ...

    async def cursor(self, page_id: str) -> str:
        """Where the adapter had got to ("" at first)."""
        ...

    async def save_cursor(self, page_id: str, cursor: str) -> None:
        """Remember where the adapter has got to; call after `accept`."""
        ...

    async def page_state(self, page_id: str, *, connected: bool, why: str = "") -> None:
        """Say that the page is connected or not, and why not, for people to read. Say "connected" only once the
        platform has accepted the page's access: a page that was disconnected stays so until then."""
        ...


@runtime_checkable
class Likes(Protocol):
    """What a page adapter also has where its manifest says `can_like`."""

    async def like(self, ext_id: str, *, liked: bool) -> None:
        """Like a comment as the page, or take that back. Twice changes nothing. Raises what publishing does."""
        ...


class PageMemory(Protocol):
    """What a page has to remember beyond its cursor, in the store, shared by all replicas. Handed to adapters whose
    `build` asks for `memory`."""

    async def note(self, page_id: str, key: str) -> str:
        """What was noted under a key, "" at first."""
        ...

    async def save_note(self, page_id: str, key: str, value: str) -> None:
        """Note it."""
        ...

    async def spend(self, page_id: str, key: str, amount: int, *, most: int) -> int:
        """Book `amount` on a counter unless that takes it above `most`: what is booked then, or -1 where it would.
        A key names its window ("units 2026-11-26"), so that a new one starts at nothing. At once for all replicas."""
        ...


class PageAdapter(Protocol):
    """Comments in, replies out, for one page of one platform."""

    page_id: str
    capabilities: PageCapabilities

    async def run(self, intake: Intake) -> None:
        """Bring comments in until cancelled: listen, poll, catch up. Reconnects by itself."""
        ...

    async def publish(self, order: PublishOrder) -> Published:
        """Publish exactly `order.text`. Raises `NotSent`, `MaybeSent`, `RetryLater`, `PermanentRefusal`
        or `AccountDisconnected`; nothing else."""
        ...

    async def own_replies(self, parent_ext_id: str, since: datetime) -> Sequence[OwnReply]:
        """The page's own replies under a comment, for looking before sending again."""
        ...

    async def thread(self, comment: Comment) -> tuple[Post | None, Sequence[Turn]]:
        """The post and the turns above a comment, oldest first, as far as the platform gives them."""
        ...

    async def hide(self, ext_id: str, *, hidden: bool, reason: HideReason) -> None:
        """Hide or show a comment where the manifest says it can."""
        ...

    async def answers(self, followed: FollowedReply, since: datetime) -> Sequence[Comment]:
        """What others wrote below a published reply since then, for following it where the platform does not
        push; () where it pushes. Comes in through `Intake.accept` like any other comment."""
        ...

    def history(self, since: datetime, resume: str = "") -> AsyncIterator[Portion]:
        """The page's past comments and its own replies (marked `author.is_page`), in portions, for `backfill`;
        `resume` goes on after the portion that carried it. Raises `PermanentRefusal` where the manifest says it
        cannot."""
        ...

    async def check(self) -> Sequence[str]:
        """Problems a `doctor` should name (token, permission, reachability); empty when all is well."""
        ...
