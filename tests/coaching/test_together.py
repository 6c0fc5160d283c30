"""Drafts are made beside people's work: in a thread of their own, and with the same result as one by one."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from bot.coaching.engine import Engine, build_engine
from bot.domain.brand import Brand
from bot.domain.reading import Reading
from bot.domain.situation import Situation, Suggestions, SuggestRequest

BRAND = Brand(id="b", name="The Corner Café")
COMMENTS = (
    "When do you open on Sundays?",
    "The cake was stale and nobody cared.",
    "Thank you for the best coffee of the week!",
    "¿Tenéis mesas en la terraza?",
    "Could you put the vegan menu online?",
    "My bill was wrong again, that is the third time.",
)


class Slow:
    """A composer that takes until it is told to end."""

    def __init__(self) -> None:
        self.began, self.end = threading.Event(), threading.Event()

    def suggest(self, situation: Situation, reading: Reading, request: SuggestRequest) -> Suggestions:
        self.began.set()
        assert self.end.wait(20)
        return Suggestions(offers=(), stay_out="enough")


async def test_the_loop_goes_on_while_a_draft_is_made() -> None:
    real, slow = build_engine(encoder_on=False), Slow()
    engine = Engine(reader=real._reader, scorer=real._scorer, composed=slow, talker=real._talker)  # type: ignore[arg-type]
    situation = Situation(brand=BRAND, comment=COMMENTS[0])
    drafts = [asyncio.create_task(engine.suggest(situation, SuggestRequest())) for _ in range(40)]
    assert await asyncio.to_thread(slow.began.wait, 20)
    async with asyncio.timeout(60):
        score = await asyncio.to_thread(engine.score, "We open at nine. Which day suits you?", situation)
    assert score.total > 0
    assert not any(draft.done() for draft in drafts)
    slow.end.set()
    assert {found.stay_out for found in await asyncio.gather(*drafts)} == {"enough"}


def test_scores_made_together_are_those_made_alone() -> None:
    replies = [f"We open at nine, number {n}. Which day suits you, {n}?" for n in range(60)]
    jobs = [(reply, Situation(brand=BRAND, comment=COMMENTS[n % len(COMMENTS)])) for n, reply in enumerate(replies)]
    alone = [build_engine().score_many([job])[0] for job in jobs[:6]] + _together(jobs[6:], 1)
    assert _together(jobs, 6) == alone


def _together(jobs: Sequence[tuple[str, Situation]], many: int) -> list[object]:
    engine = build_engine()
    with ThreadPoolExecutor(many) as pool:
        return list(pool.map(lambda job: engine.score(*job), jobs))
