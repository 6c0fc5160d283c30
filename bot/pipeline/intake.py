"""What page adapters are given: comments go in here, and are durable when `accept` returns."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.domain.comment import Comment
from bot.intake.accept import accept
from bot.store import Store
from bot.store.page_moves import page_down, page_up
from bot.store.tx import Tx

MOST_TOGETHER = 500
BREATH, MOST_PATIENCE = 0.03, 3.0
"""Seconds."""


class IntakeService:
    """Deliveries that wait at the same moment are stored by one function call and one commit. A delivery that is
    refused is refused alone."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[tuple[Sequence[Comment], asyncio.Future[Sequence[bool]]]] = []
        self._task: asyncio.Task[None] | None = None
        self._idle = asyncio.Event()
        self._idle.set()

    async def accept(self, comments: Sequence[Comment]) -> Sequence[bool]:
        """Store durably; True for each that was new. Raises `BadInput` for an unknown page, `StoreBroken`."""
        if not comments:
            return ()
        answer: asyncio.Future[Sequence[bool]] = asyncio.get_running_loop().create_future()
        self._waiting.append((comments, answer))
        self._idle.clear()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._drain(), name="intake")
        return await answer

    async def calm(self) -> None:
        """Until no delivery has been waiting for a moment, but not for long: platforms stop delivering where they get
        no answer in time, and drafting can wait a little where it cannot be starved."""
        try:
            async with asyncio.timeout(MOST_PATIENCE):
                while True:
                    await self._idle.wait()
                    await asyncio.sleep(BREATH)
                    if self._idle.is_set():
                        return
        except TimeoutError:
            return

    async def _drain(self) -> None:
        try:
            await self._drain_all()
        finally:
            self._idle.set()

    async def _drain_all(self) -> None:
        while self._waiting:
            batch: list[tuple[Sequence[Comment], asyncio.Future[Sequence[bool]]]] = []
            size = 0
            while self._waiting and (not batch or size + len(self._waiting[0][0]) <= MOST_TOGETHER):
                batch.append(self._waiting.pop(0))
                size += len(batch[-1][0])
            try:
                await self._together(batch)
            except Exception as error:
                if len(batch) == 1:
                    _refuse(batch[0][1], error)
                    continue
                for one in batch:
                    await self._alone(one)

    async def _together(self, batch: Sequence[tuple[Sequence[Comment], asyncio.Future[Sequence[bool]]]]) -> None:
        comments = [comment for delivery, _ in batch for comment in delivery]
        answers = await self._store.write(lambda tx: accept(tx, comments))
        at = 0
        for delivery, future in batch:
            if not future.done():  # done: whoever delivered it gave up; it is stored all the same
                future.set_result(tuple(answers[at : at + len(delivery)]))
            at += len(delivery)

    async def _alone(self, one: tuple[Sequence[Comment], asyncio.Future[Sequence[bool]]]) -> None:
        try:
            await self._together([one])
        except Exception as error:
            _refuse(one[1], error)

    async def cursor(self, page_id: str) -> str:
        """Where the adapter had got to."""

        def find(tx: Tx) -> str:
            page = tx.brands.page(page_id)
            return page.cursor if page else ""

        return await self._store.read(find)

    async def save_cursor(self, page_id: str, cursor: str) -> None:
        """Remember where the adapter has got to."""
        await self._store.write(lambda tx: tx.brands.change_page(page_id, cursor=cursor))

    async def page_state(self, page_id: str, *, connected: bool, why: str = "") -> None:
        """Connected or not; said on its cards and in the channels when that changed. Replies that waited go out."""

        def save(tx: Tx) -> bool:
            return page_up(tx, page_id) if connected else page_down(tx, page_id, why)

        await self._store.write(save)


class MemoryService:
    """`bot.ports.PageMemory` in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def note(self, page_id: str, key: str) -> str:
        """What was noted under a key."""
        return await self._store.read(lambda tx: tx.page_notes.get(page_id, key))

    async def save_note(self, page_id: str, key: str, value: str) -> None:
        """Note it."""
        await self._store.write(lambda tx: tx.page_notes.save(page_id, key, value))

    async def spend(self, page_id: str, key: str, amount: int, *, most: int) -> int:
        """Book on a counter, or -1."""
        return await self._store.write(lambda tx: tx.page_notes.spend(page_id, key, amount, most))


def _refuse(future: asyncio.Future[Sequence[bool]], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
