"""The fake server is what python-telegram-bot, which follows the published Bot API, knows of it: methods, parameters,
and every object that the fake sends.
"""

from __future__ import annotations

import inspect
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import pytest
import telegram
from telegram import Bot, ChatFullInfo, ChatMember, Message, TelegramObject, Update, User, WebhookInfo

from bot.adapters.chat.telegram.parse import Spot
from bot.adapters.chat.telegram.render import File
from bot.adapters.telegram.client import LISTENS_FOR, Json, TelegramClient
from tests.adapters.chat.telegram.driver import TelegramDriver
from tests.fakes.telegram import GROUP
from tests.fakes.telegram_rules import METHODS
from tests.scenarios.chat.stage import Stage

RESULTS: Mapping[str, type[TelegramObject]] = {
    "getMe": User,
    "getChat": ChatFullInfo,
    "getChatMember": ChatMember,
    "getWebhookInfo": WebhookInfo,
    "sendMessage": Message,
    "sendPhoto": Message,
    "sendDocument": Message,
    "editMessageText": Message,
}
"""Of the other methods the result is True."""


def snake(name: str) -> str:
    """The library's name of a method."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


@pytest.mark.parametrize("method", METHODS)
def test_methods_and_parameters_are_the_published_ones(method: str) -> None:
    known = inspect.signature(getattr(Bot, snake(method))).parameters
    assert METHODS[method] <= known.keys(), METHODS[method] - known.keys()


def test_what_is_listened_for_exists() -> None:
    assert set(LISTENS_FOR) <= set(Update.ALL_TYPES)


def unknown_in(found: object, where: str) -> Iterator[str]:
    """Fields that the published API does not have, anywhere below."""
    if isinstance(found, (list, tuple)):
        for one in found:
            yield from unknown_in(one, where)
    if isinstance(found, TelegramObject):
        yield from (f"{where}.{key}" for key in found.api_kwargs)
        for name in found._get_attrs_names(include_private=False):
            yield from unknown_in(getattr(found, name), f"{where}.{name}")


@dataclass
class Heard:
    """What was read by the library too: how many of each kind, and what was wrong with them."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def read(self, name: str, kind: type[TelegramObject] | None, data: object) -> None:
        """What is required has to be there, and nothing else. `kind` None: the result is True."""
        self.counts[name] += 1
        if kind is None:
            self.wrong += [] if data is True else [f"{name} answered {data!r}"]
            return
        try:
            self.wrong += unknown_in(kind.de_json(deepcopy(data)), kind.__name__)  # type: ignore[arg-type]
        except (TypeError, ValueError, KeyError) as error:
            self.wrong.append(f"{name}: {error!r}")


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """Every answer and update of the test."""
    found = Heard()
    call, updates = TelegramClient.call, TelegramClient.updates

    async def called(self: TelegramClient, method: str, **values: Any) -> Any:
        result = await call(self, method, **values)
        found.read(method, RESULTS.get(method), result)
        return result

    async def updated(self: TelegramClient, offset: int, *, wait: float) -> list[Json]:
        fresh = list(await updates(self, offset, wait=wait))
        for one in fresh:
            found.read(next(key for key in one if key != "update_id"), Update, one)
        return fresh

    monkeypatch.setattr(TelegramClient, "call", called)
    monkeypatch.setattr(TelegramClient, "updates", updated)
    return found


async def test_every_object_is_the_published_one(heard: Heard, stage: Stage) -> None:
    driver = stage.driver
    assert isinstance(driver, TelegramDriver)
    item = await stage.comment()
    await driver.press("Mo", "Why", item=item)
    await driver.press("Mo", "Edit 1", item=item)
    await driver.fill("Mo", "Yes, until ten. Which day?")
    said = await driver.write("Mo", GROUP, "/queue")
    driver.server.edit(GROUP, said["message_id"], "/queue acme")
    await driver.handled()
    await driver.say("Mo", "queue", private=True)
    await driver.chatter("Ana", "what do you think", item=item)
    await driver.write("Mo", GROUP, "/brief")
    picture = File(name="p.png", about="A picture", data=b"\x89PNG", picture=True)
    await driver.adapter.speaker._upload(picture, Spot(chat=GROUP))
    driver.server.member(GROUP, "member", driver.people["Ana"])
    await driver.handled()
    await stage.house.approve(item)
    await stage.settle(later=600)
    assert list(await driver.adapter.check()) == []
    assert heard.wrong == []
    wanted = {*RESULTS, "message", "edited_message", "callback_query", "my_chat_member", "answerCallbackQuery"}
    assert wanted <= heard.counts.keys(), wanted - heard.counts.keys()
    assert telegram.constants.BOT_API_VERSION_INFO >= (9, 0)
