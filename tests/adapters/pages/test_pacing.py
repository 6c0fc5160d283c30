"""Limits are kept, writing goes first, and days are counted in the store."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.pages.shared.pacing import For, MemoryNotes, Pace, Quota, Rate, left_over, retry_after
from bot.domain.brand import Brand
from bot.domain.errors import RetryLater
from bot.pipeline.intake import MemoryService
from bot.store import open_store
from bot.testing.clock import FrozenClock

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


class Time:
    """Seconds that pass only when somebody sleeps."""

    def __init__(self) -> None:
        self.at = 100.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds
        await asyncio.sleep(0)


def pace(time: Time, calls: float = 10, seconds: float = 10, kept: float = 0.2) -> Pace:
    rate = Rate(calls=calls, per=timedelta(seconds=seconds), kept=kept)
    return Pace([rate], now=time.now, sleep=time.sleep)


async def test_reading_waits_while_there_is_still_room_for_writing() -> None:
    time = Time()
    one = pace(time)
    for _ in range(8):
        await one.take(For.READING)
    assert time.slept == []
    await one.take(For.WRITING)
    await one.take(For.WRITING)
    assert time.slept == []
    await one.take(For.READING)
    assert time.slept == [pytest.approx(3.0)]


async def test_writing_is_put_off_rather_than_held_up() -> None:
    time = Time()
    one = pace(time, calls=2, seconds=60)
    await one.take(For.WRITING)
    await one.take(For.WRITING)
    with pytest.raises(RetryLater) as caught:
        await one.take(For.WRITING)
    assert caught.value.after == timedelta(seconds=30)
    assert time.slept == []


async def test_a_wait_the_platform_asked_for_holds_for_all() -> None:
    time = Time()
    one = pace(time)
    one.shut(timedelta(seconds=90))
    with pytest.raises(RetryLater) as caught:
        await one.take(For.WRITING)
    assert caught.value.after == timedelta(seconds=90)
    await one.take(For.READING)
    assert time.at == pytest.approx(190.0)


async def test_what_the_platform_says_is_left_is_believed() -> None:
    time = Time()
    one = pace(time, calls=100, seconds=100)
    one.told(21, timedelta(seconds=50))
    await one.take(For.READING)
    await one.take(For.READING)
    assert time.slept == [pytest.approx(1.0)]
    one.told(0, timedelta(seconds=50))
    with pytest.raises(RetryLater):
        await one.take(For.WRITING)


async def test_over_any_stretch_no_more_calls_than_allowed_and_a_burst() -> None:
    time = Time()
    one = pace(time, calls=5, seconds=10, kept=0)
    at = []
    for _ in range(50):
        await one.take(For.READING)
        at.append(time.at)
    assert at[-1] - at[0] >= (50 - 5) * 2 - 0.01


async def test_a_day_s_quota_is_one_for_all_replicas_and_survives_a_restart(tmp_path: Path) -> None:
    clock = FrozenClock(NOW)
    url = f"sqlite:///{tmp_path}/t.db"
    store = open_store(url, clock)

    def seed(tx: object) -> None:
        tx.brands.seed(Brand(id="acme", name="Acme"))  # type: ignore[attr-defined]
        tx.brands.seed_page("p", brand_id="acme", platform="x", name="p", reply_limit=0)  # type: ignore[attr-defined]

    store.write_sync(seed)

    def quota() -> Quota:
        memory = MemoryService(store)
        return Quota(
            memory=memory, page_id="p", name="units", most=100, kept=50, zone="America/Los_Angeles", now=clock.now
        )

    here, there = quota(), quota()
    await asyncio.gather(*(one.take(For.READING, 5) for one in (here, there) for _ in range(5)))
    with pytest.raises(RetryLater):
        await here.take(For.READING, 1)
    await there.take(For.WRITING, 50)
    store.close()
    store = open_store(url, clock)
    with pytest.raises(RetryLater) as caught:
        await quota().take(For.WRITING, 1)
    assert caught.value.after == timedelta(hours=20)  # 12:00 UTC is 4 in the morning there
    clock.tick(timedelta(hours=20))
    assert await quota().take(For.WRITING, 1) == 1
    store.close()


async def test_a_refused_amount_is_not_booked() -> None:
    quota = Quota(memory=MemoryNotes(), page_id="p", name="n", most=10, now=lambda: NOW)
    assert await quota.take(For.WRITING, 8) == 8
    with pytest.raises(RetryLater):
        await quota.take(For.WRITING, 3)
    assert await quota.take(For.WRITING, 2) == 10


def test_a_day_ends_when_the_platform_s_clock_says_so_also_when_the_clocks_change() -> None:
    before_change = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)  # 1:00 in Los Angeles, an hour before it is set back
    quota = Quota(
        memory=MemoryNotes(), page_id="p", name="n", most=1, zone="America/Los_Angeles", now=lambda: before_change
    )
    assert quota.resets_in() == timedelta(hours=24)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "17"}, 17),
        ({"retry-after": "Sun, 01 Nov 2026 12:02:00 GMT"}, 120),
        ({"X-RateLimit-Reset": "2026-11-01T12:05:00.000000Z"}, 300),
        ({"ratelimit-reset": str(int(NOW.timestamp()) + 240)}, 240),
        ({"X-RateLimit-Reset": "2026-11-02T12:00:00Z"}, 3600),
        ({"Retry-After": "soon"}, 30),
        ({}, 30),
    ],
)
def test_the_wait_a_platform_asks_for(headers: dict[str, str], seconds: int) -> None:
    assert retry_after(headers, NOW) == timedelta(seconds=seconds)


def test_what_is_left_is_read_where_it_is_said() -> None:
    told = left_over({"X-RateLimit-Remaining": "12", "X-RateLimit-Reset": "2026-11-01T12:05:00Z"}, NOW)
    assert told == (12.0, timedelta(minutes=5))
    assert left_over({"X-RateLimit-Remaining": "many"}, NOW) is None


@given(
    st.dictionaries(
        st.sampled_from(["retry-after", "x-ratelimit-reset", "X-RateLimit-Remaining"]), st.text(max_size=40)
    )
)
def test_any_header_gives_a_sane_wait(headers: dict[str, str]) -> None:
    assert timedelta(seconds=1) <= retry_after(headers, NOW) <= timedelta(hours=1)
    left_over(headers, NOW)
