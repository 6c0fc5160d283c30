"""How far events were handled, which calls are made again, and which work."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.adapters.chat.room.again import again
from bot.adapters.chat.room.patience import patient
from bot.adapters.chat.room.progress import Progress
from bot.domain.errors import MaybeSent, NotSent, PermanentRefusal, RetryLater


def test_what_is_still_worked_on_is_not_safe() -> None:
    progress = Progress(5)
    assert progress.safe == 5
    for at in (7, 9, 9):
        progress.begin(at)
    progress.end(9)
    assert progress.safe == 6
    progress.end(7)
    assert progress.safe == 8
    progress.end(9)
    assert progress.safe == 9


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("error", "after", "again"),
    [
        (NotSent("no connection"), 60, True),
        (NotSent("no connection"), 3601, False),
        (MaybeSent("lost answer"), 9, True),
        (MaybeSent("lost answer"), 11, False),
        (PermanentRefusal("no"), 0, False),
    ],
)
async def test_only_what_pays_is_tried_again(error: Exception, after: float, again: bool) -> None:
    clock = Clock()

    async def call() -> None:
        raise error

    tried = patient(call, known_for=timedelta(seconds=10), clock=clock)
    clock.now = after
    with pytest.raises(RetryLater if again else type(error)):
        await tried()


async def test_work_is_begun_again_after_the_pause_that_was_asked_for() -> None:
    errors = [NotSent("away"), RetryLater("patience", after=timedelta(seconds=7)), MaybeSent("lost")]
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async def work() -> None:
        if errors:
            raise errors.pop(0)

    await again(work, pauses=(1, 2, 3, 60), sleep=sleep)
    assert slept == [1, 7, 3]


async def test_work_that_fails_to_the_end_is_raised() -> None:
    async def sleep(seconds: float) -> None:
        return None

    async def work() -> None:
        raise NotSent("away")

    with pytest.raises(NotSent):
        await again(work, pauses=(1, 2), sleep=sleep)
