"""What the engine keeps in the store."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sqlalchemy import delete

from bot.coaching.knowledge import HybridKnowledge
from bot.domain.brand import Brand, Fact
from bot.pipeline import shelves
from bot.pipeline.shelves import StoreBudget, StoreMemory
from bot.pipeline.situations import BrandShelf
from bot.pipeline.warming import Warming
from bot.store import schema
from bot.testing.coach import FakeCoach
from tests.pipeline.conftest import QUICK, House


async def test_every_call_is_booked_with_its_price(house: House) -> None:
    await house.policy(replace(QUICK, daily_tokens=1_000))
    budget = StoreBudget(house.store)
    budget.spend("acme", 300, 0.002)
    budget.spend("acme", 100)
    async with asyncio.timeout(60):  # several writers commit in any order, and spending does not wait for them
        while budget.left("acme") != 600:  # noqa: ASYNC110 - the store has no event for it
            await asyncio.sleep(0.01)
    day = house.clock.now().date().isoformat()
    assert await house.store.read(lambda tx: tx.notes.spent("acme", day)) == (400, 0.002)


class Watch:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


async def test_remembered_replies_come_slice_by_slice_and_go_when_they_are_gone(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "SLICE", 2)
    brand, watch = Brand(id="acme", name="Acme"), Watch()
    items = []
    for number in range(5):
        items.append(await house.waiting(f"Is the roof terrace open on day{number}?"))
        assert (await house.approve(items[-1])).ok
    await house.settle()
    memory = StoreMemory(house.store, tick=watch)

    def found() -> list[str]:
        return sorted(each.comment[-2] for each in memory.similar(brand, "is the roof terrace open?", "en", 9))

    assert found() == ["3", "4"]
    assert found() == ["3", "4"]
    watch.at += 1.0
    assert found() == ["1", "2", "3", "4"]
    watch.at += 1.0
    assert found() == ["0", "1", "2", "3", "4"]

    def tell(tx: Any) -> None:
        tx.outcomes.save(items[4], answered_back=True)
        publication = tx.publications.latest(items[3])
        tx.conn.execute(delete(schema.publication).where(schema.publication.c.id == publication.id))

    await house.store.write(tell)
    watch.at += 120.0
    assert found() == ["0", "1", "2", "4"]
    assert memory.similar(brand, "is the roof terrace open?", "en", 1)[0].comment.endswith("day4?")
    assert memory.warm(10) == 0


async def test_facts_are_made_ready_before_anybody_asks(house: House) -> None:
    encoded: list[str] = []

    def encode(texts: Sequence[str]) -> Any:
        encoded.extend(texts)
        return np.ones((len(texts), 4), np.float32) / 2.0

    facts = [Fact(id=f"f{n}", lang="en", question=f"word{n}?", answer="Yes.", source="x") for n in range(150)]

    def put(tx: Any) -> None:
        for fact in facts:
            tx.brands.put_fact("acme", fact, by="boss")
        tx.brands.facts_changed("acme")

    await house.store.write(put)
    knowledge = HybridKnowledge(encode)
    warming = Warming(house.store, BrandShelf(), FakeCoach(), knowledge=knowledge, memory=StoreMemory(house.store))
    await warming.once()
    assert len(encoded) == 150
    facts = [replace(facts[0], answer="No longer.")]
    await house.store.write(put)
    await warming.once()
    assert len(encoded) == 151
