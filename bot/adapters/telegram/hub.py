"""One listener for each bot token: long polling or webhook, handing each update to the consumer that it concerns.

Telegram forgets an update when a later one is asked for. So an update counts as had only when its consumer has put it
into the store (or worked on it to its end), and one that could not be taken is delivered again.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
import weakref
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.adapters.options import Options
from bot.adapters.telegram.budget import Budget
from bot.adapters.telegram.client import DEFAULT_URL, LISTENS_FOR, Json, TelegramClient, TwoListeners
from bot.domain.errors import AccountDisconnected, Misconfigured, PermanentRefusal, RetryLater, TertuliaError

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 — the name of a header
MOST_BYTES = 1_000_000
WAIT = 25.0
LEAST_WAIT = 1.0
MOST_TRIES = 5
PAUSES = (0.5, 1.0, 2.0, 5.0, 15.0, 30.0)
LINK_OPTIONS = ("token_env", "token_file", "base_url", "mode", "webhook_url")

log = logging.getLogger("bot.telegram")


class NotReady(TertuliaError):
    """The consumer has not been started yet: deliver again."""


class Consumer(Protocol):
    """One role of the bot."""

    async def claims(self, update: Json) -> int:
        """How much the update is this consumer's: 0 not at all, 1 if nobody else wants it, 2 its own."""
        ...

    async def take(self, update: Json) -> None:
        """Returns when the update cannot be lost any more; whatever it raises has it delivered again."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """How to reach the bot. `webhook_url` "" for long polling; otherwise the address of the console as Telegram sees
    it, to which the path is added."""

    token: str = field(repr=False)
    base_url: str = DEFAULT_URL
    webhook_url: str = ""


@dataclass(slots=True, weakref_slot=True, eq=False)
class Hub:
    """The listener of one token, and what its roles may send together. Made by `hub_of`, so that they all share it."""

    link: Link
    pauses: Sequence[float] = PAUSES
    wait: float = WAIT
    budget: Budget = field(default_factory=Budget)
    client: TelegramClient = field(init=False)
    connected: asyncio.Event = field(init=False)
    _me: Json | None = None
    _consumers: dict[str, weakref.ref[Any]] = field(default_factory=dict)
    _listeners: int = 0
    _task: asyncio.Task[None] | None = None
    _said: str = ""
    _failed: tuple[int, int] = (0, 0)

    def __post_init__(self) -> None:
        self.client = TelegramClient(self.link.token, self.link.base_url)
        self.connected = asyncio.Event()

    # ------------------------------------------------------------ consumers

    def register(self, name: str, consumer: Consumer) -> None:
        """Hand updates to this consumer too; one of the same name takes the place of the one before."""
        self._consumers[name] = weakref.ref(consumer)

    @property
    def known(self) -> bool:
        """Whether Telegram has said who the bot is."""
        return self._me is not None

    @property
    def listening(self) -> bool:
        """Whether a role of the token listens now."""
        return self._listeners > 0

    async def me(self, *, fresh: bool = False) -> Json:
        """The bot's own account: `id`, `username`, what it may hear."""
        found = self._me
        if found is None or fresh:
            found = self._me = await self.client.call("getMe")
        return found or {}

    def forget(self) -> None:
        """Who the bot is has to be asked anew."""
        self._me = None

    async def deliver(self, update: Json) -> None:
        """To whom it concerns most; what concerns nobody is forgotten."""
        consumers = [one for ref in self._consumers.values() if (one := ref()) is not None]
        ranks = [await one.claims(update) for one in consumers]
        if any(ranks):
            await consumers[ranks.index(max(ranks))].take(update)

    async def listen(self) -> None:
        """Until cancelled, or until Telegram does not take the token any more (`AccountDisconnected`). All roles of the
        token wait for the same listener, which ends with the last of them."""
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._run(), name="telegram")
        self._listeners += 1
        try:
            await asyncio.shield(self._task)
        finally:
            self._listeners -= 1
            if not self._listeners:
                await self._stop()

    async def _stop(self) -> None:
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        await self.client.close()

    async def _run(self) -> None:
        try:
            await self._patiently(self._begin)
            self.connected.set()
            if self.link.webhook_url:
                await asyncio.Event().wait()
            await self._poll()
        finally:
            self.connected.clear()

    async def _begin(self) -> None:
        await self.me(fresh=True)
        if self.link.webhook_url:
            await self.client.call(
                "setWebhook",
                url=self.link.webhook_url + self.path,
                secret_token=self.secret,
                allowed_updates=LISTENS_FOR,
            )
        else:
            await self.client.call("deleteWebhook", drop_pending_updates=False)

    async def _patiently(self, step: Any) -> None:
        tries = 0
        while True:
            try:
                await step()
                return
            except (AccountDisconnected, PermanentRefusal):
                raise
            except TertuliaError as error:
                await asyncio.sleep(self._pause(tries, error))
                tries += 1

    async def _poll(self) -> None:
        offset = tries = 0
        while True:
            try:
                updates = await self._asked(offset)
                offset, lost = await self._handed(updates, offset)
                tries = tries + 1 if lost else 0
                if lost:
                    await asyncio.sleep(self._pause(tries, lost))
            except AccountDisconnected:
                raise
            except TertuliaError as error:
                await asyncio.sleep(self._pause(tries, error))
                tries += 1

    async def _asked(self, offset: int) -> Sequence[Json]:
        """What is new. A server that does not wait until something is (Telegram does) is not asked without a pause."""
        clock = asyncio.get_running_loop().time
        began = clock()
        updates = await self.client.updates(offset, wait=self.wait)
        if not updates and (early := began + min(self.wait, LEAST_WAIT) - clock()) > 0:
            await asyncio.sleep(early)
        return updates

    async def _handed(self, updates: Sequence[Json], offset: int) -> tuple[int, BaseException | None]:
        """All at once, so that a slow one holds up nobody; where to go on, which is before the first that failed."""
        known = [one for one in updates if isinstance(one.get("update_id"), int)]
        outcomes = await asyncio.gather(*(self.deliver(one) for one in known), return_exceptions=True)
        for update, outcome in zip(known, outcomes, strict=True):
            if isinstance(outcome, BaseException) and not self._given_up(int(update["update_id"]), outcome):
                return int(update["update_id"]), outcome
        return (int(known[-1]["update_id"]) + 1 if known else offset), None

    def _given_up(self, ident: int, error: BaseException) -> bool:
        """An update that breaks us every time must not hold up all that come after it. A store that is away, or a role
        that is starting, is waited for."""
        if isinstance(error, TertuliaError):
            return False
        again = self._failed[1] + 1 if self._failed[0] == ident else 1
        self._failed = (ident, again)
        if again >= MOST_TRIES:
            log.error("telegram.update_given_up", extra={"update": ident}, exc_info=error)
        return again >= MOST_TRIES

    def _pause(self, tries: int, error: BaseException) -> float:
        said = f"{type(error).__name__}: {error}"
        if said != self._said:  # once, and not with every attempt of an hour
            level = logging.ERROR if isinstance(error, TwoListeners) else logging.WARNING
            log.log(level, "telegram.trouble", extra={"reason": said})
            self._said = said
        pause = self.pauses[min(tries, len(self.pauses) - 1)]
        return max(pause, error.after.total_seconds()) if isinstance(error, RetryLater) else pause

    # ------------------------------------------------------------ webhook

    @property
    def path(self) -> str:
        """Where the web application takes this bot's updates."""
        return f"/hooks/telegram/{hashlib.sha256(self.link.token.encode()).hexdigest()[:16]}"

    @property
    def secret(self) -> str:
        """What Telegram sends back with every update: known to whoever knows the token, and to nobody else."""
        return hmac.digest(self.link.token.encode(), b"tertulia webhook", "sha256").hex()

    def routes(self) -> Sequence[BaseRoute]:
        """What the web application mounts; nothing for long polling."""
        return (Route(self.path, self.receive, methods=["POST"]),) if self.link.webhook_url else ()

    async def receive(self, request: Request) -> Response:
        """One update. Anything but 200 has Telegram send it again later."""
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, self.secret.encode()):
            return PlainTextResponse("the secret token is wrong", status_code=401)
        body = bytearray()
        async for part in request.stream():
            body += part
            if len(body) > MOST_BYTES:
                return PlainTextResponse("too large", status_code=413)
        try:
            update = json.loads(bytes(body))
        except (ValueError, RecursionError):
            return PlainTextResponse("no JSON", status_code=400)
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return PlainTextResponse("no update", status_code=400)
        try:
            await self.deliver(update)
        except Exception:
            log.exception("telegram.update_not_taken", extra={"update": update["update_id"]})
            return PlainTextResponse("send it again later", status_code=503)
        return PlainTextResponse("")


_HUBS: weakref.WeakValueDictionary[tuple[str, str], Hub] = weakref.WeakValueDictionary()
"""One per token and server, for as long as an adapter holds it. The roles of a token are built apart and know nothing
of each other, but Telegram lets only one of them listen."""


def hub_of(link: Link) -> Hub:
    """The hub of the token. Raises `Misconfigured` where its roles want to listen in different ways."""
    key = (link.base_url, link.token)
    found = _HUBS.get(key)
    if found is None:
        found = _HUBS[key] = Hub(link)
    if found.link.webhook_url != link.webhook_url:
        raise Misconfigured(
            key="options.webhook_url",
            where="Telegram",
            mend="a channel and a page of the same bot must have the same mode and webhook_url",
        )
    return found


def link_from(read: Options) -> Link:
    """The options that both roles have: token, server, polling or webhook. Raises `Misconfigured`."""
    tokens = read.secrets("token_env", "token_file")
    if not tokens:
        raise read.wrong("token_env", "is missing; name the environment variable that holds the bot's token")
    mode = read.text("mode", "polling")
    if mode not in ("polling", "webhook"):
        raise read.wrong("mode", f'must be "polling" or "webhook", not {mode!r}')
    webhook_url = read.address("webhook_url")
    if (mode == "webhook") != bool(webhook_url):
        raise read.wrong("webhook_url", 'is the console\'s https address as Telegram sees it, with mode = "webhook"')
    return Link(token=tokens[0], base_url=read.address("base_url", DEFAULT_URL), webhook_url=webhook_url)


async def link_problems(hub: Hub) -> list[str]:
    """What `doctor` finds wrong with token and listening; empty when all is well."""
    hub.forget()
    try:
        await hub.me(fresh=True)
        told = await hub.client.call("getWebhookInfo")
    except AccountDisconnected:
        return ["Telegram does not accept the token: take it from BotFather (/mybots, API Token) and set it anew"]
    except TertuliaError as error:
        return [f"{hub.client.url} cannot be asked now: {error}; check the network and options.base_url"]
    found = []
    url, failed = str(told.get("url") or ""), str(told.get("last_error_message") or "")
    if url and not hub.link.webhook_url:
        found.append(
            "a webhook is set for this bot, perhaps by another program: starting Tertulia removes it; if it comes "
            "back, give Tertulia a bot of its own"
        )
    if hub.link.webhook_url and url and url != hub.link.webhook_url + hub.path:
        found.append("another webhook is set for this bot: starting Tertulia sets its own; one bot serves one program")
    if hub.link.webhook_url and failed:
        found.append(f"Telegram could not deliver to the webhook: {failed}; check options.webhook_url from outside")
    return found
