"""Several processes on one PostgreSQL: told of each other's work, one leader, fail-over."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import pytest

from bot.store import Store, open_store
from bot.testing.clock import FrozenClock
from tests.store.conftest import new_item, with_brand

pytestmark = pytest.mark.postgres


async def until(condition: Callable[[], bool], seconds: float = 60) -> float:
    started = time.monotonic()
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is waited for happens in another thread
            await asyncio.sleep(0.02)
    return time.monotonic() - started


async def test_one_leader_and_fail_over(pg_url: str) -> None:
    stores = [open_store(pg_url, FrozenClock()) for _ in range(3)]
    await asyncio.sleep(0.7)
    assert not any(one.leader for one in stores)  # opening a store, as an import does, takes nothing from the server
    for one in stores:
        one.stand_for_leader()
    await until(lambda: sum(one.leader for one in stores) == 1)
    await asyncio.sleep(0.7)
    assert sum(one.leader for one in stores) == 1
    leader = next(one for one in stores if one.leader)
    others = [one for one in stores if one is not leader]
    await asyncio.to_thread(leader.close)
    await until(lambda: sum(one.leader for one in others) == 1)
    for one in others:
        one.close()


async def test_work_and_changes_are_told_across(pg_url: str) -> None:
    one, other = open_store(pg_url, FrozenClock()), open_store(pg_url, FrozenClock())
    woken: set[str] = set()
    other.feed.on_wake(woken.update)
    async with asyncio.timeout(60):  # what is told before the other one listens is lost to it
        while not woken:
            await one.write(lambda tx: tx.jobs.enqueue("publish", f"before {time.monotonic()}"))
            await asyncio.sleep(0.1)
    woken.clear()
    heard = asyncio.create_task(_first(other.changes()))
    await asyncio.sleep(0)
    await one.write(with_brand)
    item_id = await one.write(new_item)
    await one.write(lambda tx: tx.jobs.enqueue("publish", "p1"))
    await until(lambda: "publish" in woken)
    async with asyncio.timeout(60):
        assert await heard == item_id
    one.close()
    other.close()


async def _first(feed: object) -> int:
    async for change in feed:  # type: ignore[attr-defined]
        if change.item_id:
            found: int = change.item_id
            return found
    raise AssertionError("the feed ended")


def test_two_replicas_never_claim_the_same(pg_url: str) -> None:
    stores: list[Store] = [open_store(pg_url, FrozenClock()) for _ in range(2)]
    rows = [{"key": f"k{n}", "item_id": n, "payload": ""} for n in range(200)]
    stores[0].write_sync(lambda tx: tx.jobs.enqueue_many("draft", rows))
    futures = [
        store.submit(lambda tx, name=name: tx.jobs.claim("draft", most=7, worker=name, lease=60_000_000))
        for _ in range(20)
        for name, store in (("a", stores[0]), ("b", stores[1]))
    ]
    ids = [job.id for future in futures for job in future.result()]
    assert len(ids) == len(set(ids)) == 200
    for store in stores:
        store.close()
