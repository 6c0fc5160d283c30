"""What the contract needs of a platform: somebody who writes there, somebody who looks, and ways in which it breaks."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from enum import StrEnum

from bot.domain.comment import Comment
from bot.domain.errors import AccountDisconnected
from bot.pipeline.intake import IntakeService
from bot.ports import PageAdapter
from tests.pipeline.conftest import House

PATIENCE = 60.0


class Breaks(StrEnum):
    """What the platform does with the next call that publishes."""

    DROPPED = "dropped"
    """It carries the call out and drops the connection."""
    SILENT = "silent"
    """It carries the call out and never answers."""
    BUSY = "busy"
    """429."""
    BROKEN = "broken"
    """500, and nothing was done."""
    UNREACHABLE = "unreachable"
    """No connection."""


class Recorder(IntakeService):
    """The intake, and everything that ever went in. While `holds`, it stores what comes and gives no answer."""

    def __init__(self, house: House) -> None:
        super().__init__(house.store)
        self.seen: list[Comment] = []
        self.holds = False

    async def accept(self, comments: Sequence[Comment]) -> Sequence[bool]:
        self.seen.extend(comments)
        answer = await super().accept(comments)
        if self.holds:
            await asyncio.Event().wait()
        return answer


class Rig:
    """One platform with one page on it. A test module makes a subclass; what is not overridden is not tested there.

    `page` is the adapter; `again` makes another one of the same account, as a new process would.
    """

    breaks: frozenset[Breaks] = frozenset()
    revokes = False
    only_pushed = False
    """Nothing is asked for: what gets no answer is delivered again by its sender."""
    delivers_own = False
    edits = False
    hides = False
    likes = False

    def __init__(self, house: House) -> None:
        self.house = house
        self.intake = Recorder(house)
        self.page: PageAdapter = self.again()

    def again(self) -> PageAdapter:
        """A new adapter for the same account."""
        raise NotImplementedError

    async def say(self, text: str, *, author: str = "ana", under: str = "") -> str:
        """Somebody writes to the page, or below `under`; the platform's id of it."""
        raise NotImplementedError

    async def standing(self, under: str) -> list[str]:
        """The texts of the page's replies under a comment, as anybody sees them there."""
        raise NotImplementedError

    async def write_as_page(self, text: str, under: str) -> str:
        """A colleague answers on the platform itself."""
        raise NotImplementedError

    async def edit(self, ext_id: str, text: str) -> None:
        """The author changes their words."""
        raise NotImplementedError

    async def delete(self, ext_id: str) -> None:
        """The author takes them back."""
        raise NotImplementedError

    def break_next(self, how: Breaks) -> None:
        """The next call that publishes goes wrong."""
        raise NotImplementedError

    def revoke(self, revoked: bool) -> None:
        """The page's access is taken away, or given back."""
        raise NotImplementedError

    async def hidden(self, ext_id: str) -> bool:
        """Whether the platform hides the comment."""
        raise NotImplementedError

    async def liked(self, ext_id: str) -> int:
        """How many likes of the page the comment has."""
        raise NotImplementedError

    async def close(self) -> None:
        """Let go of servers."""

    def install(self, page: PageAdapter) -> None:
        """Put the pipeline together around an adapter."""
        self.page = page
        self.house.install(page)  # type: ignore[arg-type]
        most = page.capabilities.text_limit.most
        self.house.store.write_sync(lambda tx: tx.brands.change_page("page", reply_limit=most))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """The adapter runs inside; one that ends by itself ends the test."""
        task = asyncio.create_task(self.page.run(self.intake))
        try:
            yield
            if task.done() and not task.cancelled():
                task.result()
        finally:
            task.cancel()
            outcome = (await asyncio.gather(task, return_exceptions=True))[0]
            if isinstance(outcome, Exception) and not isinstance(outcome, AccountDisconnected):
                raise outcome

    async def arrived(self, *ext_ids: str) -> list[int]:
        """The items of these comments, once they are there."""

        async def all_there() -> bool:
            return all([await self.house.item_of(ext_id) for ext_id in ext_ids])

        await until(all_there, f"{ext_ids} did not arrive; seen are {[one.ext_id for one in self.intake.seen]}")
        return [await self.house.item_of(ext_id) for ext_id in ext_ids]

    async def brought_in(self, *ext_ids: str) -> list[int]:
        """Run the adapter until these comments are there; their items."""
        async with self.running():
            return await self.arrived(*ext_ids)


async def until(what: Callable[[], Awaitable[bool]], otherwise: str) -> None:
    """Wait for a condition, with a deadline."""
    ends = time.monotonic() + PATIENCE
    while not await what():
        assert time.monotonic() < ends, otherwise
        await asyncio.sleep(0.01)
