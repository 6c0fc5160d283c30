"""All channels and pages of one token stay within Telegram's limits together."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.chat.room.outbox import Outbox
from bot.adapters.chat.telegram.adapter import TelegramChannel
from bot.adapters.chat.telegram.parse import Spot
from bot.adapters.pages.telegram.adapter import TelegramPage
from bot.adapters.telegram.budget import Budget
from bot.adapters.telegram.client import TelegramClient
from bot.domain.errors import RetryLater
from tests.adapters.chat.telegram.driver import PEOPLE, SECRET
from tests.fakes.telegram import GROUP, TOKEN, TelegramServer

OTHER_GROUP = GROUP - 1


class Time:
    """A clock that goes on when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    def clock(self) -> float:
        return self.now

    async def sleep(self, length: float) -> None:
        await asyncio.sleep(0)
        self.now += length


@pytest.fixture
def time() -> Time:
    return Time()


def refused(budget: Budget, chat: int) -> float:
    """For how long a message to the chat has to wait."""
    with pytest.raises(RetryLater) as error:
        budget.take(chat)
    return error.value.after.total_seconds()


def test_twenty_messages_a_minute_go_to_one_group(time: Time) -> None:
    budget = Budget(clock=time.clock, chat_seconds=0.0)
    for _ in range(20):
        budget.take(GROUP)
        time.now += 1
    assert refused(budget, GROUP) == pytest.approx(40)
    budget.take(OTHER_GROUP)
    budget.take(PEOPLE["Mo"])
    time.now += 40.1
    budget.take(GROUP)


def test_one_message_a_second_goes_to_one_chat(time: Time) -> None:
    budget = Budget(clock=time.clock)
    budget.take(PEOPLE["Mo"])
    budget.take(PEOPLE["Ana"])
    assert refused(budget, PEOPLE["Mo"]) == pytest.approx(1)
    time.now += 1
    budget.take(PEOPLE["Mo"])


def test_all_chats_together_stay_below_thirty_a_second(time: Time) -> None:
    budget = Budget(clock=time.clock)
    for chat in range(1, 26):
        budget.take(chat)
    assert 0 < refused(budget, 999) <= 1
    time.now += 1
    budget.take(999)


def test_what_telegram_asks_for_holds_for_the_chat_and_nobody_else(time: Time) -> None:
    budget = Budget(clock=time.clock)
    budget.shut(GROUP, timedelta(seconds=17))
    budget.take(OTHER_GROUP)
    assert refused(budget, GROUP) == pytest.approx(17)
    time.now += 17
    budget.take(GROUP)


async def test_a_short_wait_is_waited_and_a_long_one_is_told(time: Time) -> None:
    budget = Budget(clock=time.clock, sleep=time.sleep)
    budget.take(GROUP)
    await budget.turn(GROUP, most=timedelta(seconds=4))
    assert time.now == pytest.approx(101)
    budget.shut(GROUP, timedelta(seconds=30))
    with pytest.raises(RetryLater):
        await budget.turn(GROUP, most=timedelta(seconds=4))
    assert time.now == pytest.approx(101)


def channel(server: TelegramServer, name: str, tmp: Path, **options: Any) -> TelegramChannel:
    given = {"token_env": "TELEGRAM_TOKEN_OF_TESTS", "chat": GROUP, "base_url": server.url, **options}
    return TelegramChannel.build(name, given, tmp, secret=SECRET)


async def test_channels_and_pages_of_a_token_share_it(
    server: TelegramServer, time: Time, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN_OF_TESTS", TOKEN)
    two = [channel(server, name, tmp_path) for name in ("one", "two")]
    given = {"token_env": "TELEGRAM_TOKEN_OF_TESTS", "base_url": server.url, "channel": "@bakery"}
    page = TelegramPage.build("page", given, tmp_path)
    hub = two[0]._hub
    assert page._hub is hub
    hub.budget = budget = Budget(clock=time.clock, sleep=time.sleep)
    sent: list[float] = []
    call = TelegramClient.call

    async def noted(self: TelegramClient, method: str, **values: Any) -> Any:
        if method == "sendMessage":
            sent.append(time.now)
        return await call(self, method, **values)

    monkeypatch.setattr(TelegramClient, "call", noted)
    for one in two:
        one.speaker.budget = budget
        one.speaker.outbox = Outbox(per_second=25, burst=25, place_per_second=1, clock=time.clock, sleep=time.sleep)
    words = [
        asyncio.create_task(one.speaker.say({"text": str(number)}, Spot(chat=GROUP)))
        for one in two
        for number in range(30)
    ]
    await asyncio.gather(*words)
    assert len(sent) == 60
    assert all(later - first >= 60 for first, later in zip(sent, sent[20:], strict=False))
    assert all(later - first >= 1 - 1e-6 for first, later in pairwise(sent))
    await hub.client.close()
