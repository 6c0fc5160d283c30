"""People in a Telegram group of that server, as the scenarios speak of them."""

from __future__ import annotations

from typing import Any

from tests.adapters.chat.telegram.driver import PEOPLE, TelegramDriver, keys, labels
from tests.fakes.telegram import GROUP, until
from tests.fakes.telegram_rules import Json
from tests.integration.chat_servers.telegram_server import TelegramTwin


class TwinDriver(TelegramDriver):
    """The driver of the fake server, with another server that carries what people do."""

    server: TelegramTwin  # type: ignore[assignment]

    async def press_on(self, who: str, label: str, message: Json) -> None:
        found = [one for row in keys(message) for one in row if one["text"] == label]
        assert found, f"no button {label!r} among {labels(message)}"
        await self.server.press(self.people[who], message, found[0]["callback_data"])
        await self.handled()

    async def write(self, who: str, chat: int, text: str, *, reply_to: int = 0, **more: Any) -> Json:
        made = await self.server.say(self.people[who], chat, text, reply_to=reply_to)
        await self.handled()
        return made

    async def chatter(self, who: str, text: str, *, item: int = 0) -> None:
        reply_to = 0
        if item:
            card = (await self._card(item))["message_id"]
            talk = await self.server.say(self.people["Client"], GROUP, "hm", reply_to=card, heard=False)
            reply_to = talk["message_id"]
        await self.write(who, GROUP, text, reply_to=reply_to)

    async def handled(self) -> None:
        self._last = self.server._updates[-1] if self.server._updates else self._last
        await until(lambda: not self.server.waiting and self.adapter.ear.idle(), 30)

    _last: Json | None = None


__all__ = ["PEOPLE", "TwinDriver"]
