"""Transactions: all or nothing, each for itself, told only after the commit."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.domain.errors import BadInput, StoreBroken
from bot.domain.transitions import ForbiddenMove, ItemState
from bot.ports import ItemChanged
from bot.store import Store, Tx
from bot.store.errors import Raced
from tests.store.conftest import new_item


def test_a_function_that_raises_is_undone_alone(store: Store) -> None:
    def fails(tx: Tx) -> None:
        new_item(tx, "bad")
        raise BadInput("no")

    futures: list[Future[object]] = []
    for number in range(20):
        futures.append(store.submit(lambda tx, number=number: new_item(tx, f"c{number}")))
        futures.append(store.submit(fails))
    outcomes = [one.exception() for one in futures]
    assert outcomes[0::2] == [None] * 20
    assert all(isinstance(one, BadInput) for one in outcomes[1::2])
    found = store.read_sync(lambda tx: tx.comments.by_ext("page", ["bad", *(f"c{n}" for n in range(20))]))
    assert sorted(found) == sorted(f"c{n}" for n in range(20))


async def test_a_caller_that_gives_up_harms_nobody(store: Store) -> None:
    tasks = [asyncio.create_task(store.write(lambda tx, n=n: new_item(tx, f"c{n}"))) for n in range(30)]
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    done = await asyncio.gather(*tasks, return_exceptions=True)
    assert all(isinstance(one, int) for one in done[1::2])
    assert await store.write(lambda tx: new_item(tx, "after")) > 0


async def test_changes_are_told_after_the_commit(store: Store) -> None:
    feed, made = store.changes(), set()

    async def first() -> ItemChanged:
        """PostgreSQL's listener says "all anew" when it connects, which is about no item."""
        return await anext(change async for change in feed if change.item_id)

    heard = asyncio.create_task(first())
    async with asyncio.timeout(60):
        while not heard.done():  # what is told before the server is listened to is lost
            made.add(await store.write(lambda tx: new_item(tx, f"c{len(made)}")))
            await asyncio.wait([heard], timeout=0.2)
    change = heard.result()
    assert (change.item_id in made, change.state, change.brand_id) == (True, "new", "acme")
    await feed.aclose()


def test_the_log_only_grows(store: Store) -> None:
    store.write_sync(lambda tx: tx.audit.add("mo", "approve", item_id=1, brand_id="acme", note="ok"))
    for statement in ("UPDATE audit SET actor = 'x'", "DELETE FROM audit"):
        with pytest.raises((DBAPIError, StoreBroken), match="append-only"):
            store.write_sync(lambda tx, statement=statement: tx.conn.execute(text(statement)))
    assert [row.action for row in store.read_sync(lambda tx: tx.audit.of_item(1))] == ["approve"]


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(StoreBroken):
        store.read_sync(lambda tx: tx.audit.add("mo", "x"))


def test_moves_outside_the_table_are_refused(store: Store) -> None:
    item_id = store.write_sync(new_item)

    def jump(tx: Tx) -> None:
        row = tx.items.get(item_id)
        assert row is not None
        tx.items.move(row, ItemState.PUBLISHED)

    with pytest.raises(ForbiddenMove, match="new to published"):
        store.write_sync(jump)


def test_the_loser_of_a_race_is_told(store: Store) -> None:
    item_id = store.write_sync(new_item)
    stale = store.read_sync(lambda tx: tx.items.get(item_id))
    assert stale is not None
    store.write_sync(lambda tx: tx.items.move(stale, ItemState.READING))
    with pytest.raises(Raced):
        store.write_sync(lambda tx: tx.items.move(stale, ItemState.LEFT))
    now = store.read_sync(lambda tx: tx.items.get(item_id))
    assert now is not None
    assert (now.state, now.version) == (ItemState.READING, 2)


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(StoreBroken, match="closed"):
        store.write_sync(lambda tx: None)
    with pytest.raises(StoreBroken, match="closed"):
        store.read_sync(lambda tx: None)
