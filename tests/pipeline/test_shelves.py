"""What the engine keeps in the store."""

from __future__ import annotations

from dataclasses import replace

from bot.pipeline.shelves import StoreBudget
from tests.pipeline.conftest import QUICK, House


async def test_every_call_is_booked_with_its_price(house: House) -> None:
    await house.policy(replace(QUICK, daily_tokens=1_000))
    budget = StoreBudget(house.store)
    budget.spend("acme", 300, 0.002)
    budget.spend("acme", 100)
    await house.store.write(lambda tx: None)
    assert budget.left("acme") == 600
    day = house.clock.now().date().isoformat()
    assert await house.store.read(lambda tx: tx.notes.spent("acme", day)) == (400, 0.002)
