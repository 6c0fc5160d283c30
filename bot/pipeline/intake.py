"""What page adapters are given: comments go in here, and are durable when `accept` returns."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.domain.comment import Comment
from bot.intake.accept import accept
from bot.store import Store
from bot.store.tx import Tx

MOST_TOGETHER = 500


class IntakeService:
    """Deliveries that wait at the same moment are stored by one function call and one commit. A delivery that is
    refused is refused alone."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[tuple[Sequence[Comment], asyncio.Future[Sequence[bool]]]] = []
        self._task: asyncio.Task[None] | None = None

    async def accept(self, comments: Sequence[Comment]) -> Sequence[bool]:
        """Store durably; True for each that was new. Raises `BadInput` for an unknown page, `StoreBroken`."""
        if not comments:
            return ()
        answer: asyncio.Future[Sequence[bool]] = asyncio.get_running_loop().create_future()
        self._waiting.append((comments, answer))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._drain(), name="intake")
        return await answer

    async def _drain(self) -> None:
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
        """Connected or not. Replies that waited for the page go out within a minute of its return."""

        def save(tx: Tx) -> None:
            page = tx.brands.page(page_id)
            if page is None or (page.connected, page.why) == (connected, why):
                return
            tx.brands.change_page(page_id, connected=connected, why=why)
            tx.audit.add(
                "page", "connected" if connected else "disconnected", brand_id=page.brand_id, page=page_id, why=why
            )

        await self._store.write(save)


def _refuse(future: asyncio.Future[Sequence[bool]], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
