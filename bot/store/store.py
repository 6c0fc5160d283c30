"""The store's face: `write` and `read` run a plain function in a transaction, awaited or not.

Writing answers after the commit. What a commit asks for (wake a worker, show an item anew) is told afterwards,
to this process and, on PostgreSQL, to the other replicas.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from bot.domain.errors import StoreBroken
from bot.ports import Clock, ItemChanged
from bot.store.base import Effects
from bot.store.errors import broken
from bot.store.feed import Feed
from bot.store.tx import Tx

T = TypeVar("T")
READERS = 4


class Backend(Protocol):
    """What differs between the embedded store and PostgreSQL."""

    leader: bool

    def submit(self, work: Callable[[Connection], Any]) -> Future[Any]:
        """Run `work` in a write transaction."""
        ...

    def before_commit(self, conn: Connection, effects: Effects) -> None:
        """Send the effects to other processes with the commit."""
        ...

    def stand_for_leader(self) -> None:
        """Take the lead when nobody has it."""
        ...

    def written_elsewhere(self, conn: Connection) -> bool:
        """Whether another process wrote since the last time this was asked."""
        ...

    def close(self) -> None:
        """Finish what waits, then stop."""
        ...


class Store:
    """Made by `open_store`. `announce` says that chat channels show cards, so that changes enqueue announcing."""

    def __init__(self, backend: Backend, readers: Engine, clock: Clock, feed: Feed) -> None:
        self._backend, self._readers, self.clock, self.feed = backend, readers, clock, feed
        self._pool = ThreadPoolExecutor(READERS, thread_name_prefix="store-read")
        self._closed = False
        self.announce = False

    @property
    def leader(self) -> bool:
        """Whether this process holds page polling and gateway connections."""
        return self._backend.leader

    def stand_for_leader(self) -> None:
        """Said by a process that runs pages and channels. One that only looks or imports never leads."""
        self._backend.stand_for_leader()

    def submit(self, work: Callable[[Tx], T]) -> Future[T]:
        """Queue a write; the future resolves after its commit."""
        told: list[Effects] = []

        def run(conn: Connection) -> T:
            tx = Tx(conn, self.clock.now(), announce=self.announce)
            value = work(tx)
            self._backend.before_commit(conn, tx.effects)
            told[:] = [tx.effects]
            return value

        future: Future[T] = self._backend.submit(run)
        future.add_done_callback(lambda done: self._tell(done, told))
        return future

    def _tell(self, done: Future[Any], told: list[Effects]) -> None:
        if done.cancelled() or done.exception() is not None:
            return
        for effects in told:
            self.feed.tell(effects.wake, effects.changed)

    async def write(self, work: Callable[[Tx], T]) -> T:
        """Run `work` in a write transaction; returns after the commit. Raises what `work` raised, with everything
        it wrote undone, or `StoreBroken`."""
        return await asyncio.wrap_future(self.submit(work))

    def write_sync(self, work: Callable[[Tx], T]) -> T:
        """The same, for code outside an event loop."""
        return self.submit(work).result()

    async def read(self, work: Callable[[Tx], T]) -> T:
        """Run `work` in a read transaction that sees one moment."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self.read_sync, work)

    def read_sync(self, work: Callable[[Tx], T]) -> T:
        """The same, for code outside an event loop."""
        if self._closed:
            raise StoreBroken("the store is closed")
        try:
            with self._readers.connect() as conn:
                return work(Tx(conn, self.clock.now(), announce=False))
        except DBAPIError as error:
            raise broken(error) from error

    async def poll(self, kinds: Sequence[str]) -> dict[str, int]:
        """When the next job of each kind is due; also notices what other processes wrote."""

        def look(conn: Connection) -> tuple[dict[str, int], bool]:
            tx = Tx(conn, self.clock.now(), announce=False)
            return tx.jobs.next_due(kinds), self._backend.written_elsewhere(conn)

        found: tuple[dict[str, int], bool] = await asyncio.wrap_future(self._backend.submit(look))
        soonest, elsewhere = found
        if elsewhere:
            self.feed.tell_all()
        return soonest

    def changes(self) -> AsyncIterator[ItemChanged]:
        """Every change from now on."""
        return self.feed.changes()

    def close(self) -> None:
        """Commit what waits, then let go of every connection. Safe to call twice."""
        if self._closed:
            return
        self._closed = True
        self._backend.close()
        self._pool.shutdown(wait=True)
        self._readers.dispose()
