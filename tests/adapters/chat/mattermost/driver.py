"""Scenarios on Mattermost: the adapter over its real client and real sockets, against the strict server."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import uvicorn
from starlette.applications import Starlette

from bot.adapters.chat.mattermost.adapter import MattermostChannel
from bot.adapters.chat.mattermost.emoji import name_of
from bot.adapters.chat.mattermost.markdown import APART
from bot.adapters.chat.mattermost.settings import Settings
from bot.adapters.chat.room.texts import LABELS, word
from bot.domain.people import Person
from bot.domain.people import Role as Rights
from bot.ports import Office
from tests.fakes.mattermost import Account, FakeMattermost, until
from tests.scenarios.chat.driver import Shown

SECRET = b"of these tests, and no other"
COMMAND_TOKEN = "a token of the slash command"
LOOKER = Person(id="mo", name="Mo", lang="en", roles=(("acme", Rights.MODERATOR),))


class WebServer:
    """The console's place: what Mattermost calls. Started and ended step by step, as uvicorn's own loop looks only each
    tenth of a second whether it is over, and waits another one then."""

    def __init__(self) -> None:
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.app: Any = Starlette()
        config = uvicorn.Config(self._asgi, interface="asgi3", log_level="error", lifespan="off")
        self._server = uvicorn.Server(config)

    async def _asgi(self, scope: Any, receive: Any, send: Any) -> None:
        await self.app(scope, receive, send)

    async def start(self) -> None:
        config = self._server.config
        config.load()
        self._server.lifespan = config.lifespan_class(config)
        await self._server.startup(sockets=[self._socket])
        await self._server.on_tick(0)  # makes the headers of each answer

    async def stop(self) -> None:
        """What is being answered is answered first."""
        if self._server.started:
            for server in self._server.servers:
                server.close()
            state = self._server.server_state
            for connection in tuple(state.connections):
                connection.shutdown()
            await asyncio.gather(*state.tasks, return_exceptions=True)
        self._socket.close()


class MattermostDriver:
    """`ChatDriver`. `buttons` False: the server cannot call us back, so there are reactions and words."""

    platform = "mattermost"

    def __init__(
        self,
        *,
        buttons: bool = True,
        channel_id: str = "room",
        lang: str = "en",
        server: FakeMattermost | None = None,
    ) -> None:
        self.server = server or FakeMattermost()
        self.web = WebServer()
        self._buttons, self._channel_id, self._lang = buttons, channel_id, lang
        self.people = {name: self.server.account(name.lower()) for name in ("Mo", "Ana", "Max", "Client", "Eve")}
        self.server.room.members |= {each.id for each in self.people.values()}
        self._seen: dict[str, set[str]] = {}
        self._again: Callable[[], Awaitable[None]] | None = None
        self._task: asyncio.Task[None] | None = None
        self.adapter = self._made()

    def _made(self) -> MattermostChannel:
        settings = Settings(
            url=self.server.url,
            token=self.server.bot_token,
            channel=self.server.room.id,
            callback_url=self.web.url if self._buttons else "",
            command_token=COMMAND_TOKEN,
            per_second=10_000,
            pauses=(0.02, 0.5),
        )
        return MattermostChannel(self._channel_id, settings, secret=SECRET, lang=self._lang)

    def account(self, who: str) -> str:
        return self.people[who].id

    # ------------------------------------------------------------ life

    async def start(self, office: Office) -> None:
        self.office = office
        await self.server.start()
        if self._buttons:
            await self.web.start()
        await self._run()

    async def _run(self) -> None:
        self.web.app = Starlette(routes=list(self.adapter.routes(self.office)))
        self._task = asyncio.create_task(self.adapter.run(self.office))
        await self._connected()

    async def _connected(self) -> None:
        def ready() -> bool:
            assert self._task is not None
            if self._task.done():
                self._task.result()
            return self.adapter.listener is not None and self.adapter.listener.connected.is_set()

        await until(ready, 15)
        await self.settled()

    async def _halt(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def stop(self) -> None:
        await self._halt()
        await self.web.stop()
        await self.server.stop()

    async def restart(self, office: Office | None = None) -> None:
        await self._halt()
        self.adapter, self.office = self._made(), office or self.office
        await self._run()

    async def drop(self) -> None:
        await self.server.drop()

    async def away(self, gone: bool) -> None:
        if gone:
            await self.server.stop()
        else:
            await self.server.start()
            await self._connected()

    async def settled(self) -> None:
        """Wait until the bot has heard everything and said everything."""

        def quiet() -> bool:
            listener = self.adapter.listener
            if listener is None or self.server.told() < 0:
                return self.adapter.idle()
            return listener.expected == self.server.told() and self.adapter.idle()

        for _ in range(3):  # what one answer brings about may bring another
            await until(quiet, 15)
            await asyncio.sleep(0)

    # ------------------------------------------------------------ what people do

    async def press(self, who: str, label: str, *, item: int = 0) -> None:
        if not self._buttons:
            await self._without_buttons(who, label, item)
            return
        post = await self._post_of(item) if item else self._newest(who, label)
        await self.server.press(self.people[who], post, label)
        self._again = self.server.repeat_call
        await self.settled()

    async def press_stale(self, who: str, label: str, *, item: int) -> None:
        if not self._buttons:
            await self._without_buttons(who, label, item)
            return
        await self.server.press(self.people[who], await self._post_of(item), label, stale=True)
        self._again = self.server.repeat_call
        await self.settled()

    async def _without_buttons(self, who: str, label: str, item: int) -> None:
        if not item:
            key = next(key for key, both in LABELS.items() if both[0] == label)
            await self._reply(who, word(key, "en"))
            return
        post = await self._post_of(item)
        card = await self.office.desk.card(item, LOOKER)
        assert card is not None
        rows = self.adapter._house.room.card(card).rows
        button = next((one for row in rows for one in row if one.label == label), None)
        if button is None:
            sign = {"Approve 1": "one", "Approve 2": "two", "Approve 3": "three"}[label]
        elif not button.emoji:
            await self.say(who, button.word.partition(":")[0], item=item)
            return
        else:
            sign = await until(lambda: _named(button.emoji, self.server.posts[post]["reactions"]))
        await self.server.reacts(self.people[who], post, sign)
        self._again = lambda: self.server.repeat_reaction(post)
        await self.settled()

    async def fill(self, who: str, text: str) -> None:
        me = self.people[who]
        if not self._buttons:
            await self._reply(who, text)
            return
        dialog = next(each for each in reversed(self.server.dialogs) if each["user_id"] == me.id)
        await self.server.submit(me, dialog, {dialog["dialog"]["elements"][0]["name"]: text})
        self._again = self.server.repeat_call
        await self.settled()

    async def _reply(self, who: str, text: str) -> None:
        """Answer the bot's last words to the person, in their thread."""
        me = self.people[who]
        direct = self.server.direct(self.server.bot, me)
        posts = [*self.server.shown(direct), *(each for each in self.server.shown() if "tertulia" not in each["props"])]
        last = max(posts, key=lambda each: each["create_at"])
        await self._said(me, text, root=last["root_id"] or last["id"], direct=last["channel_id"] == direct.id)

    async def say(self, who: str, text: str, *, item: int = 0, private: bool = False) -> None:
        root = await self._post_of(item) if item else ""
        await self._said(self.people[who], text if private else f"@tertulia {text}", root=root, direct=private)

    async def chatter(self, who: str, text: str, *, item: int = 0) -> None:
        root = await self._post_of(item) if item else ""
        await self._said(self.people[who], text, root=root)

    async def _said(self, who: Account, text: str, *, root: str = "", direct: bool = False) -> None:
        place = self.server.direct(self.server.bot, who) if direct else self.server.room
        post = await self.server.say(who, text, channel=place, root=root)
        self._again = lambda: self.server.repeat(post)
        await self.settled()

    async def redeliver(self) -> None:
        assert self._again is not None
        await self._again()
        await self.settled()

    # ------------------------------------------------------------ what people see

    async def _post_of(self, item: int) -> str:
        found = await self.office.messages.message_of(self._channel_id, item)
        assert found, f"no card of item {item}"
        return found

    async def card(self, item: int) -> Shown | None:
        found = await self.office.messages.message_of(self._channel_id, item)
        return self._shown(self.server.posts[found]) if found else None

    def cards(self) -> Sequence[Shown]:
        return [self._shown(each) for each in self.server.shown() if "tertulia" in each["props"]]

    def seen(self, who: str) -> Sequence[Shown]:
        had = self._seen.setdefault(who, set())
        found = [each for each in self._for(who) if each.id not in had]
        had.update(each.id for each in found)
        return found

    def _for(self, who: str) -> list[Shown]:
        me = self.people[who]
        direct = self.server.direct(self.server.bot, me)
        posts = [(each["create_at"], self._shown(each)) for each in self.server.shown()]
        posts += [(each["create_at"], self._shown(each, private=True)) for each in self.server.shown(direct)]
        whispers = [each for each in self.server.ephemeral if each["to"] == me.id]
        posts += [(each["create_at"], self._shown(each, private=True)) for each in whispers]
        dialogs = [each for each in self.server.dialogs if each["user_id"] == me.id]
        posts += [(each["at"], _form(each)) for each in dialogs]
        return [each for _, each in sorted(posts, key=lambda one: one[0])]

    def _newest(self, who: str, label: str) -> str:
        return next(each.id for each in reversed(self._for(who)) if label in each.buttons)

    def _shown(self, post: dict[str, Any], *, private: bool = False) -> Shown:
        return Shown(
            id=post["id"],
            text=plain(post["message"]),
            buttons=tuple(self.server.buttons(post["id"])),
            private=private,
            under=post.get("root_id", ""),
            files=tuple(self.server.files[each]["name"] for each in post.get("file_ids", ())),
        )


def _form(dialog: dict[str, Any]) -> Shown:
    values = [str(each.get("default", "")) for each in dialog["dialog"]["elements"]]
    text = "\n".join([dialog["dialog"]["title"], *values])
    return Shown(id=f"dialog-{dialog['at']}", text=text, private=True, form=True)


def _named(sign: str, under: list[dict[str, Any]]) -> str:
    """The name of a sign once the bot has put it there."""
    name = name_of(sign)
    return name if name in {each["emoji_name"] for each in under} else ""


def plain(message: str) -> str:
    """What people read: Mattermost's markdown as our adapter writes it, without its signs."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[1])
        return f"\x00{len(kept) - 1}\x00"

    text = re.sub(r"\\(.)", keep, message.replace(APART, ""))
    text = re.sub(r"^> ?", "", text, flags=re.MULTILINE).replace("*", "")
    return re.sub("\x00(\\d+)\x00", lambda match: kept[int(match[1])], text)
