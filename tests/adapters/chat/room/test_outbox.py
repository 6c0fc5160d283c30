"""Order, pace, patience: a burst brings no ban and loses nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.adapters.chat.room.outbox import Outbox, RetryAll
from bot.domain.errors import PermanentRefusal, RetryLater


class Time:
    """A clock that sleeping moves on."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, pause: float) -> None:
        # Whoever sleeps shortest wakes first: the only sleeper here is the outbox itself.
        await asyncio.sleep(0)
        self.now += pause


class Server:
    """Keeps what arrived and when; `faults` are raised by the next calls of a name."""

    def __init__(self, time: Time) -> None:
        self.time, self.log = time, list[tuple[float, str]]()
        self.faults: dict[str, list[Exception]] = {}

    def call(self, name: str) -> Callable[[], Awaitable[str]]:
        async def run() -> str:
            await asyncio.sleep(0)
            if self.faults.get(name):
                raise self.faults[name].pop(0)
            self.log.append((round(self.time.now, 3), name))
            return name

        return run

    def names(self) -> list[str]:
        return [name for _, name in self.log]


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def server(time: Time) -> Server:
    return Server(time)


async def test_in_order_and_at_the_pace(time: Time, server: Server) -> None:
    box = Outbox(per_second=2, clock=time, sleep=time.sleep)
    found = await asyncio.gather(*(box.send(server.call(f"{n}"), place="a") for n in range(5)))
    assert found == ["0", "1", "2", "3", "4"]
    assert server.names() == found
    assert server.log[-1][0] == pytest.approx(2.0, abs=0.01)


async def test_each_place_has_its_own_pace(time: Time, server: Server) -> None:
    box = Outbox(per_second=100, burst=10, place_per_second=1, clock=time, sleep=time.sleep)
    names = ["a1", "a2", "b1", "b2"]
    await asyncio.gather(*(box.send(server.call(name), place=name[0]) for name in names))
    assert server.names() == ["a1", "b1", "a2", "b2"]
    assert server.log[1][0] < 0.1
    assert server.log[2][0] == pytest.approx(1.0, abs=0.05)


async def test_urgent_goes_first(time: Time, server: Server) -> None:
    box = Outbox(per_second=1, clock=time, sleep=time.sleep)
    calls = [box.send(server.call(f"{n}")) for n in range(3)]
    await asyncio.gather(*calls, box.send(server.call("now"), urgent=True))
    assert server.names().index("now") <= 1


async def test_a_waiting_edit_is_superseded_by_the_newest(time: Time, server: Server) -> None:
    box = Outbox(per_second=1, clock=time, sleep=time.sleep)
    first = asyncio.create_task(box.send(server.call("other")))
    await asyncio.sleep(0)
    edits = [box.send(server.call(f"edit {n}"), key="card:17") for n in range(4)]
    found = await asyncio.gather(first, *edits)
    assert server.names() == ["other", "edit 3"]
    assert found[1:] == ["edit 3"] * 4


async def test_patience_keeps_the_order_of_the_place_and_lets_others_go(time: Time, server: Server) -> None:
    box = Outbox(per_second=100, burst=10, clock=time, sleep=time.sleep)
    server.faults["a1"] = [RetryLater("slow down", after=timedelta(seconds=5))]
    await asyncio.gather(*(box.send(server.call(name), place=name[0]) for name in ("a1", "a2", "b1")))
    assert server.names() == ["b1", "a1", "a2"]
    assert server.log[1][0] == pytest.approx(5.0, abs=0.05)


async def test_patience_with_all(time: Time, server: Server) -> None:
    box = Outbox(per_second=100, burst=10, clock=time, sleep=time.sleep)
    server.faults["a1"] = [RetryAll("slow down", after=timedelta(seconds=5))]
    first = asyncio.create_task(box.send(server.call("a1"), place="a"))
    for _ in range(5):
        await asyncio.sleep(0)
    await asyncio.gather(first, box.send(server.call("b1"), place="b"))
    assert [at for at, _ in server.log] == pytest.approx([5.0, 5.0], abs=0.05)


async def test_a_refusal_is_the_callers_and_holds_up_nobody(time: Time, server: Server) -> None:
    box = Outbox(per_second=100, burst=10, clock=time, sleep=time.sleep)
    server.faults["1"] = [PermanentRefusal("no such channel")]
    refused, went = await asyncio.gather(box.send(server.call("1")), box.send(server.call("2")), return_exceptions=True)
    assert isinstance(refused, PermanentRefusal)
    assert went == "2"


async def test_who_gives_up_is_not_sent_for(time: Time, server: Server) -> None:
    box = Outbox(per_second=1, clock=time, sleep=time.sleep)
    tasks = [asyncio.create_task(box.send(server.call(f"{n}"))) for n in range(3)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert server.names() == ["0", "2"]
    assert box.waiting() == 0


async def test_five_hundred_come_in_order(time: Time, server: Server) -> None:
    box = Outbox(per_second=5, burst=5, clock=time, sleep=time.sleep)
    server.faults = {f"{n}": [RetryLater("429", after=timedelta(seconds=2))] for n in range(0, 500, 50)}
    await asyncio.gather(*(box.send(server.call(f"{n}"), place="room") for n in range(500)))
    assert server.names() == [f"{n}" for n in range(500)]
