"""What adapters remember: counters that no two replicas overspend, and pages that go down and come back."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.store import Store
from bot.store.page_moves import page_down, page_up
from bot.store.page_notes import KEPT
from bot.testing.clock import FrozenClock


async def test_a_counter_never_goes_above_what_is_allowed(store: Store) -> None:
    booked = await asyncio.gather(
        *(store.write(lambda tx: tx.page_notes.spend("page", "day", 3, 10)) for _ in range(6))
    )
    assert sorted(booked) == [-1, -1, -1, 3, 6, 9]
    assert await store.write(lambda tx: tx.page_notes.spend("page", "day", 1, 10)) == 10
    assert await store.write(lambda tx: tx.page_notes.spend("page", "day", 11, 10)) == -1
    assert await store.read(lambda tx: tx.page_notes.amount("page", "day")) == 10


async def test_old_windows_are_swept_and_notes_stay(store: Store, clock: FrozenClock) -> None:
    await store.write(lambda tx: tx.page_notes.save("page", "place", "here"))
    await store.write(lambda tx: tx.page_notes.spend("page", "old", 1, 10))
    clock.tick(KEPT + timedelta(days=1))
    await store.write(lambda tx: tx.page_notes.spend("page", "new", 1, 10))
    assert await store.read(lambda tx: tx.page_notes.amount("page", "old")) == 0
    assert await store.read(lambda tx: tx.page_notes.get("page", "place")) == "here"
    assert await store.read(lambda tx: tx.page_notes.get("page", "nothing")) == ""


async def test_a_page_goes_down_once_and_comes_back_once(store: Store) -> None:
    assert await store.write(lambda tx: page_down(tx, "page", "gone"))
    assert not await store.write(lambda tx: page_down(tx, "page", "gone"))
    assert not await store.write(lambda tx: page_down(tx, "page", "gone for another reason"))
    assert (await store.read(lambda tx: tx.jobs.due_counts())) == {"tell": 1}
    assert await store.write(lambda tx: page_up(tx, "page"))
    assert not await store.write(lambda tx: page_up(tx, "page"))
    page = await store.read(lambda tx: tx.brands.page("page"))
    assert page is not None
    assert (page.connected, page.why) == (True, "")
