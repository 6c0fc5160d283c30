"""A house with the engine itself, whose brand knows a few facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.coaching.engine import build_engine
from bot.domain.brand import Policy
from tests.coaching.cobbler import BRAND, Weighed
from tests.pipeline.conftest import House

POLICY = Policy(undo_grace=timedelta(seconds=10))


async def moved_in(house: House, base: Weighed) -> None:
    """Put the engine into the house, with a base that finds likely what it is told."""
    house.coach = build_engine(knowledge=base)  # type: ignore[assignment]
    house.install(house.page)
    await house.store.write(lambda tx: tx.brands.seed(replace(BRAND, id="acme", policy=POLICY)))
