"""People in a Discord channel of the twin, as the scenarios speak of them."""

from __future__ import annotations

from tests.adapters.chat.discord.driver import PEOPLE, DiscordDriver
from tests.fakes.discord import BOT, ROOM, Asked, Json, until
from tests.integration.chat_servers.discord_twin import DiscordTwin


class TwinDriver(DiscordDriver):
    """The driver of the fake server, with the twin doing what people do."""

    server: DiscordTwin  # type: ignore[assignment]

    async def _write(self, who: str, channel: str, text: str, *, reply_to: str = "") -> None:
        event = await self.server.write(self.account(who), channel, text, reply_to=reply_to)
        await self._taken(event["id"])

    async def _interact(self, who: str, kind: int, data: Json, message: Json | None) -> Asked:
        channel = message["channel_id"] if message else str(ROOM)
        asked = await self.server.interact(self.account(who), kind, channel, data, message["id"] if message else "")
        await self._taken(asked.id)
        if asked.modal is not None:
            self._modals[who] = asked
        return asked

    async def _taken(self, ident: str) -> None:
        """The adapter has answered it."""

        async def deliver() -> None:
            self._done.discard(ident)
            await self.server.again()
            await until(lambda: ident in self._done)

        self._again = deliver
        await until(lambda: ident in self._done)

    async def say(self, who: str, text: str, *, item: int = 0, private: bool = False) -> None:
        if private:
            await self._write(who, await self.server.direct(self.account(who)), text)
            return
        reply_to = (await self._card(item))["id"] if item else ""
        await self._write(who, str(ROOM), f"<@{BOT}> {text}", reply_to=reply_to)

    async def chatter(self, who: str, text: str, *, item: int = 0) -> None:
        if not item:
            await self._write(who, str(ROOM), text)
            return
        card = (await self._card(item))["id"]
        if card not in self.server.threads:
            await self.server.thread(card, "talk")
        await self._write(who, card, text)

    async def change(self, who: str, text: str) -> None:
        mine = [one for one in self.server.messages.values() if one["author"]["id"] == self.account(who)]
        self._done.discard(mine[-1]["id"])
        event = await self.server.rewrite(mine[-1]["id"], text)
        await until(lambda: event["id"] in self._done)


__all__ = ["PEOPLE", "TwinDriver"]
