"""Runs what runs: page adapters, channels, job workers; stops gracefully. Nothing long-lived waits in memory."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import uuid
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from bot.domain.errors import AccountDisconnected, StoreBroken
from bot.pipeline import catching_up, forgetting, measuring, page_jobs, promising, showing
from bot.pipeline.adapting import adapt
from bot.pipeline.draft_jobs import draft
from bot.pipeline.follow_jobs import follow_up
from bot.pipeline.page_watch import watched_run
from bot.pipeline.publish_jobs import publish
from bot.pipeline.work import Work
from bot.ports import Intake, Office
from bot.store.errors import Raced
from bot.store.rows import JobRow
from bot.store.times import micros, span
from bot.store.tx import Tx

log = logging.getLogger(__name__)

Handler = Callable[[Work, Sequence[JobRow]], Awaitable[None]]


def _each(handle: Callable[[Work, JobRow], Awaitable[None]]) -> Handler:
    async def run(work: Work, jobs: Sequence[JobRow]) -> None:
        await handle(work, jobs[0])

    return run


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How jobs of a kind are worked: `batch` claimed together, `lanes` at a time; only on the leader where a
    chat connection is needed."""

    handle: Handler
    batch: int = 1
    lanes: int = 4
    leader_only: bool = False


KINDS: Mapping[str, Kind] = {
    "publish": Kind(handle=_each(publish), lanes=8),
    "draft": Kind(handle=draft, batch=16, lanes=2),
    "announce": Kind(handle=showing.announce, batch=64, lanes=1, leader_only=True),
    "hide": Kind(handle=_each(page_jobs.hide), lanes=2),
    "like": Kind(handle=_each(page_jobs.like), lanes=2),
    "tell": Kind(handle=_each(page_jobs.tell), lanes=1, leader_only=True),
    "remind": Kind(handle=_each(showing.remind), lanes=2, leader_only=True),
    "follow": Kind(handle=_each(follow_up), lanes=2),
    "adapt": Kind(handle=_each(adapt), lanes=1, leader_only=True),
    "measure": Kind(handle=_each(measuring.measure), lanes=1),
    "forget-old": Kind(handle=_each(forgetting.forget_old_ones), lanes=1),
    "look-back": Kind(handle=_each(promising.look_back), lanes=1),
}


def kinds_for(channels: Iterable[str]) -> dict[str, Kind]:
    """All kinds of jobs: the common ones, and a lane for each channel."""
    lane = Kind(handle=showing.show, batch=showing.BATCH, lanes=1, leader_only=True)
    return {**KINDS, **{showing.LANE + channel_id: lane for channel_id in channels}}


@dataclass(slots=True)
class Runtime:
    """One per process. `run` returns when `stop` was called and everything has come to rest."""

    work: Work
    intake: Intake
    office: Office
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    """Made of the channels where none are given."""
    beat: Callable[[], None] = lambda: None
    """Called each time the loop of jobs went round with the store answering and every lane alive."""
    worker: str = field(default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}")
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _due: dict[str, asyncio.Event] = field(default_factory=dict)
    _poke: asyncio.Event = field(default_factory=asyncio.Event)
    _held: set[int] = field(default_factory=set)
    _running: set[asyncio.Task[None]] = field(default_factory=set)
    _loops: list[asyncio.Task[None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.kinds = self.kinds or kinds_for(self.work.channels)

    def stop(self) -> None:
        """Ask for a graceful stop: nothing new is claimed, what runs is finished."""
        self._stop.set()
        self._poke.set()
        for event in self._due.values():
            event.set()

    async def run(self) -> None:
        """Work until stopped."""
        loop = asyncio.get_running_loop()
        self.work.store.stand_for_leader()
        self._due = {kind: asyncio.Event() for kind in self.kinds}
        quiet = self.work.store.feed.on_wake(lambda kinds: _from_thread(loop, self._woken, kinds))
        loops = [self._dispatch(), self._renew(), *(self._lane(kind) for kind in self.kinds)]
        self._loops = tasks = [asyncio.create_task(one) for one in loops]
        adapters = asyncio.create_task(self._adapters())
        try:
            await self._stop.wait()
        finally:
            quiet()
            await _end([adapters])
            await self._finish()
            await _end(tasks)

    def _woken(self, kinds: frozenset[str]) -> None:
        for kind in kinds:
            if kind in self._due:
                self._due[kind].set()

    async def _finish(self) -> None:
        running = set(self._running)
        if running:
            _, late = await asyncio.wait(running, timeout=self.work.timings.stop.total_seconds())
            await _end(late)  # their leases run out, and another worker looks before it sends

    async def _dispatch(self) -> None:
        """Once a second, and when asked, look when the next job of each kind is due, and wake its lane then."""
        names, poll = tuple(self.kinds), self.work.timings.poll.total_seconds()
        while not self._stop.is_set():
            pause = poll
            try:
                soonest = await self.work.store.poll(names)
                if not any(one.done() for one in self._loops):
                    self.beat()
                now = micros(self.work.store.clock.now())
                for kind, at in soonest.items():
                    if at <= now:
                        self._due[kind].set()
                    else:
                        pause = min(pause, (at - now) / 1_000_000)
            except StoreBroken as error:
                log.error("the store cannot be polled: %s", error)
            self._poke.clear()
            try:
                async with asyncio.timeout(max(pause, 0.001)):
                    await self._poke.wait()
            except TimeoutError:
                continue

    async def _lane(self, name: str) -> None:
        kind, due = self.kinds[name], self._due[name]
        free = _Lanes(kind.lanes)
        while not self._stop.is_set():
            await due.wait()
            due.clear()
            if kind.leader_only and not self.work.store.leader:
                continue
            try:
                while not self._stop.is_set() and await self._claim(name, kind, free):
                    pass
            except StoreBroken as error:
                log.error("no %s jobs can be claimed: %s", name, error)
            self._poke.set()

    async def _claim(self, name: str, kind: Kind, free: _Lanes) -> bool:
        await free.acquire()
        most = kind.batch if kind.batch > 1 else 1 + free.left
        lease = span(self.work.timings.lease)
        try:
            jobs = await self.work.store.write(
                lambda tx: tx.jobs.claim(name, most=most, worker=self.worker, lease=lease)
            )
        except BaseException:
            free.release()
            raise
        if not jobs:
            free.release()
            return False
        groups = [jobs] if kind.batch > 1 else [[job] for job in jobs]
        for number, group in enumerate(groups):
            if number:
                await free.acquire()
            self._held.update(job.id for job in group)
            task = asyncio.create_task(self._handle(name, kind, group, free))
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        return True

    async def _handle(self, name: str, kind: Kind, jobs: Sequence[JobRow], free: _Lanes) -> None:
        try:
            await kind.handle(self.work, jobs)
        except Raced as raced:
            log.info("%s jobs were overtaken: %s", name, raced)
        except Exception as error:
            log.exception("%s jobs failed", name)
            await self._give_back(jobs, error)
        finally:
            self._held.difference_update(job.id for job in jobs)
            free.release()

    async def _give_back(self, jobs: Sequence[JobRow], error: Exception) -> None:
        for job in jobs:
            after = self.work.timings.backoff(job.attempts)
            try:
                await self.work.store.write(partial(_retry, job, after, repr(error)))
            except (Raced, StoreBroken) as trouble:  # its lease runs out by itself
                log.warning("job %s could not be given back: %s", job.key, trouble)

    async def _renew(self) -> None:
        """Prolong the leases of what is running, three times as often as they end."""
        lease = span(self.work.timings.lease)
        while not self._stop.is_set() or self._held:
            await asyncio.sleep(self.work.timings.lease.total_seconds() / 3)
            held = sorted(self._held)
            if not held:
                continue
            try:
                await self.work.store.write(partial(_renew, held, self.worker, lease))
            except StoreBroken as error:
                log.error("leases cannot be renewed: %s", error)

    async def _adapters(self) -> None:
        """Pages and channels run on the leader only; another replica takes over within seconds."""
        tasks: list[asyncio.Task[None]] = []
        try:
            while True:
                if self.work.store.leader and not tasks:
                    await self._sweep()
                    tasks = [asyncio.create_task(one) for one in self._connections()]
                elif not self.work.store.leader and tasks:
                    await _end(tasks)
                    tasks = []
                await asyncio.sleep(0.25)
        finally:
            await _end(tasks)

    async def _sweep(self) -> None:
        def sweep(tx: Tx) -> None:
            showing.forget_lanes(tx, list(self.work.channels))
            catching_up.catch_up(tx, self.work.channels)

        try:
            await self.work.store.write(sweep)
        except StoreBroken as error:
            log.error("the lanes of the channels cannot be put in order: %s", error)

    def _connections(self) -> list[Coroutine[Any, Any, None]]:
        pages = [
            self._keep_up(f"page {page_id}", partial(watched_run, self.work, page, self.intake), page_id)
            for page_id, page in self.work.pages.items()
        ]
        channels = [
            self._keep_up(f"channel {channel_id}", partial(channel.adapter.run, self.office))
            for channel_id, channel in self.work.channels.items()
        ]
        return pages + channels

    async def _keep_up(self, name: str, run: Callable[[], Awaitable[None]], page_id: str = "") -> None:
        """Run an adapter; one that fails is started again, later each time, and does not touch the others."""
        failures = 0
        while True:
            started = self.work.store.clock.now()
            try:
                await run()
                return
            except AccountDisconnected as error:
                log.error("%s is disconnected: %s", name, error)
                if page_id:
                    await self._say_down(page_id, error)
            except Exception:
                log.exception("%s stopped and is started again", name)
            lasted = self.work.store.clock.now() - started
            failures = 1 if lasted > self.work.timings.retry_most else failures + 1
            pause = min(self.work.timings.reconnect * 2 ** min(failures - 1, 10), self.work.timings.retry_most)
            await asyncio.sleep(pause.total_seconds())

    async def _say_down(self, page_id: str, error: Exception) -> None:
        try:
            await self.intake.page_state(page_id, connected=False, why=str(error) or type(error).__name__)
        except StoreBroken as trouble:
            log.error("the state of page %s cannot be kept: %s", page_id, trouble)


def _from_thread(loop: asyncio.AbstractEventLoop, call: Callable[..., None], *args: object) -> None:
    try:
        loop.call_soon_threadsafe(call, *args)
    except RuntimeError:  # the loop has ended; the job is in the store, another process or the next start finds it
        log.debug("a commit came after the end of the loop")


async def _end(tasks: Sequence[asyncio.Task[None]] | set[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(outcome, Exception):
            log.error("while stopping: %r", outcome)


@dataclass(slots=True)
class _Lanes:
    """How many jobs of a kind run beside each other."""

    left: int
    _back: asyncio.Event = field(default_factory=asyncio.Event)

    async def acquire(self) -> None:
        """Wait for a free lane and take it."""
        while self.left == 0:
            self._back.clear()
            await self._back.wait()
        self.left -= 1

    def release(self) -> None:
        """Give it back."""
        self.left += 1
        self._back.set()


def _retry(job: JobRow, after: timedelta, error: str, tx: Tx) -> None:
    tx.jobs.retry(job, run_at=tx.after(after), error=error)


def _renew(held: Sequence[int], worker: str, lease: int, tx: Tx) -> frozenset[int]:
    return tx.jobs.renew(held, worker=worker, lease=lease)
