"""The lease table."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.store import Store, Tx
from bot.store.errors import Raced
from bot.store.rows import JobRow
from bot.testing.clock import FrozenClock

LEASE = 60_000_000


def claim(store: Store, worker: str = "w1", most: int = 10, kind: str = "draft") -> list[JobRow]:
    return store.write_sync(lambda tx: tx.jobs.claim(kind, most=most, worker=worker, lease=LEASE))


def test_one_job_per_key(store: Store) -> None:
    for _ in range(3):
        store.write_sync(lambda tx: tx.jobs.enqueue("draft", "draft:1:1", item_id=1))
    assert len(claim(store)) == 1
    assert claim(store) == []


def test_urgent_first_then_oldest(store: Store, clock: FrozenClock) -> None:
    for key, priority in (("a", 1), ("b", 1), ("c", 0), ("d", 2)):
        store.write_sync(lambda tx, key=key, priority=priority: tx.jobs.enqueue("draft", key, priority=priority))
        clock.tick(timedelta(seconds=1))
    assert [job.key for job in claim(store, most=1)] == ["c"]
    assert [job.key for job in claim(store, most=2)] == ["a", "b"]
    assert [job.key for job in claim(store)] == ["d"]


def test_a_dead_worker_s_job_comes_back(store: Store, clock: FrozenClock) -> None:
    store.write_sync(lambda tx: tx.jobs.enqueue("draft", "k"))
    (mine,) = claim(store)
    assert claim(store, "w2") == []
    clock.tick(timedelta(seconds=61))
    (theirs,) = claim(store, "w2")
    assert (theirs.id, theirs.attempts) == (mine.id, 2)
    with pytest.raises(Raced):
        store.write_sync(lambda tx: tx.jobs.done(mine))
    with pytest.raises(Raced):
        store.write_sync(lambda tx: tx.jobs.hold(mine))
    store.write_sync(lambda tx: tx.jobs.done(theirs))


def test_a_heartbeat_keeps_the_lease(store: Store, clock: FrozenClock) -> None:
    store.write_sync(lambda tx: tx.jobs.enqueue("draft", "k"))
    (mine,) = claim(store)
    clock.tick(timedelta(seconds=50))
    kept = store.write_sync(lambda tx: tx.jobs.renew([mine.id, 999], worker="w1", lease=LEASE))
    assert kept == frozenset({mine.id})
    clock.tick(timedelta(seconds=50))
    assert claim(store, "w2") == []
    store.write_sync(lambda tx: tx.jobs.hold(mine))


def test_given_back_until_later(store: Store, clock: FrozenClock) -> None:
    store.write_sync(lambda tx: tx.jobs.enqueue("draft", "k"))
    (mine,) = claim(store)
    store.write_sync(lambda tx: tx.jobs.retry(mine, run_at=tx.after(timedelta(seconds=5)), error="busy"))
    assert claim(store) == []
    clock.tick(timedelta(seconds=5))
    (again,) = claim(store)
    assert (again.attempts, again.last_error) == (2, "busy")


def test_a_job_is_undone_with_its_transaction(store: Store) -> None:
    def fails(tx: Tx) -> None:
        tx.jobs.enqueue("draft", "never")
        raise Raced("lost")

    with pytest.raises(Raced):
        store.write_sync(fails)
    assert claim(store) == []


def test_cancelling_leaves_what_runs(store: Store) -> None:
    for key in ("a", "b"):
        store.write_sync(lambda tx, key=key: tx.jobs.enqueue("draft", key, item_id=7))
    (running,) = claim(store, most=1)
    store.write_sync(lambda tx: tx.jobs.cancel(7, ("draft", "remind")))
    assert claim(store) == []
    store.write_sync(lambda tx: tx.jobs.done(running))


async def test_the_poll_knows_what_is_due_next(store: Store, clock: FrozenClock) -> None:
    store.write_sync(lambda tx: tx.jobs.enqueue("remind", "later", run_at=tx.after(timedelta(hours=1)), priority=2))
    store.write_sync(lambda tx: tx.jobs.enqueue("publish", "now", priority=0))
    soonest = await store.poll(["draft", "publish", "remind"])
    now = store.read_sync(lambda tx: tx.now)
    assert soonest == {"publish": now, "remind": now + 3_600_000_000}


def test_a_worker_is_woken_at_the_commit(store: Store) -> None:
    woken: list[frozenset[str]] = []
    stop = store.feed.on_wake(woken.append)
    store.write_sync(lambda tx: tx.jobs.enqueue("publish", "p"))
    store.write_sync(lambda tx: None)
    stop()
    assert frozenset({"publish"}) in woken
