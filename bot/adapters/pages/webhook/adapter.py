"""The generic signed webhook page: comments come in over HTTP, replies go out by a signed call back."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
from starlette.routing import BaseRoute, Route

from bot.adapters.manifest import page_capabilities
from bot.adapters.options import Options
from bot.adapters.pages.webhook import render
from bot.adapters.pages.webhook.receiver import MemoryReplays, Receiver, Replays
from bot.adapters.pages.webhook.signing import SIGNATURE, TIMESTAMP, sign
from bot.domain.capabilities import Idempotency, PageCapabilities
from bot.domain.comment import Comment, Portion, Post, Turn
from bot.domain.decision import HideReason
from bot.domain.errors import MaybeSent, NotSent, PermanentRefusal, RetryLater
from bot.domain.publication import FollowedReply, OwnReply, Published, PublishOrder
from bot.ports import Intake

HERE = Path(__file__).parent
LEAST_SECRET = 16
MOST_ANSWER = 4_000_000
AGAIN, LONGEST = timedelta(seconds=15), timedelta(hours=1)
"""How soon a receiver that refused our signature is asked again, and how seldom at most."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSettings:
    """`secrets` the newest first; the first signs our own calls. `reply_url` "" for a page that only listens.
    `keeps_key` says that the receiver honours `Idempotency-Key`, for `key_hours`."""

    secrets: tuple[str, ...]
    reply_url: str = ""
    replies_url: str = ""
    keeps_key: bool = True
    key_hours: float = 24.0
    seconds: float = 15.0
    most_characters: int = 10_000


class WebhookPage:
    """One webhook page, mounted by the web app at `/hooks/<page id>`."""

    def __init__(
        self,
        page_id: str,
        settings: WebhookSettings,
        *,
        replays: Replays | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.page_id = page_id
        self._settings, self._now, self._sleep = settings, now, sleep
        self._began, self._stops = False, 0
        self.capabilities = _capabilities(settings)
        self.receiver = Receiver(page_id, settings.secrets, replays or MemoryReplays(), now=now)
        self._client = httpx.AsyncClient(transport=transport, timeout=settings.seconds, follow_redirects=False)

    @classmethod
    def build(cls, page_id: str, options: Mapping[str, Any], home: Path, replays: Replays | None = None) -> WebhookPage:
        """From settings; raises `Misconfigured` naming the key."""
        read = Options(options, where=f"page {page_id}", home=home)
        read.only("secret_env", "secret_file", "reply_url", "replies_url", "keeps_key", "key_hours", "seconds", "limit")
        secrets = read.secrets("secret_env", "secret_file")
        if not secrets:
            raise read.wrong("secret_file", "a secret is needed: name a file with it here, or a variable in secret_env")
        if any(len(secret) < LEAST_SECRET for secret in secrets):
            raise read.wrong("secret_file", f"a secret needs at least {LEAST_SECRET} characters")
        for key in ("reply_url", "replies_url"):
            if (value := read.text(key, "")) and urlsplit(value).scheme not in ("http", "https"):
                raise read.wrong(key, f"must begin with https:// or http://, not {value!r}")
        settings = WebhookSettings(
            secrets=secrets,
            reply_url=read.text("reply_url", ""),
            replies_url=read.text("replies_url", ""),
            keeps_key=read.flag("keeps_key", True),
            key_hours=read.number("key_hours", 24, least=0, most=24 * 365),
            seconds=read.number("seconds", 15, least=0.1, most=120),
            most_characters=int(read.number("limit", 10_000, least=1, most=200_000)),
        )
        return cls(page_id, settings, replays=replays)

    def routes(self, intake: Intake | None = None) -> Sequence[BaseRoute]:
        """What the web app mounts. Given an `intake`, requests are taken at once, on every replica."""
        if intake is not None:
            self.receiver.intake = intake
        return (Route(f"/hooks/{self.page_id}", self.receiver.receive, methods=["POST"]),)

    async def run(self, intake: Intake) -> None:
        """Comments come by themselves, on every replica. Started again, which happens when the receiver refused our
        signature, it is asked first whether it takes it now."""
        self.receiver.intake = intake
        if self._began:
            await self._believed_again()
        self._began = True
        await intake.page_state(self.page_id, connected=True)
        await asyncio.Event().wait()

    async def _believed_again(self) -> None:
        """Returns once the receiver answers a signed call that publishes nothing. Raises `AccountDisconnected` where it
        refuses. Receivers that check such calls no closer than to say yes are found out by the next reply: each stop
        since the last reply that was taken makes the wait longer."""
        settings = self._settings
        if self._stops:
            await self._sleep(min(LONGEST, AGAIN * 2 ** min(self._stops, 12)).total_seconds())
        self._stops += 1
        while settings.reply_url:
            try:
                await self._probe(settings.replies_url or settings.reply_url, "GET" if settings.replies_url else "HEAD")
                return
            except (NotSent, MaybeSent, RetryLater) as error:
                log.info("the receiver of page %s is asked again later: %s", self.page_id, error)
                await self._sleep(AGAIN.total_seconds())
            except PermanentRefusal:  # it took our signature, and has nothing to say
                return

    async def _probe(self, url: str, method: str) -> None:
        full, target = _asked(url, page=self.page_id, parent_id="", since=self._now().isoformat())
        signed = target if method == "GET" else b""
        status, headers, body = await self._call(method, full if method == "GET" else url, self._signed(signed), b"")
        if not 200 <= status < 300:
            raise render.refusal(status, headers, body, self._now())

    async def publish(self, order: PublishOrder) -> Published:
        """Call the receiver back with the reply, signed and with its idempotency key."""
        if not self._settings.reply_url:
            raise PermanentRefusal("this page has no reply_url: it takes comments in but cannot publish")
        body = render.body_of(order)
        headers = {
            **self._signed(body),
            "Content-Type": "application/json",
            "Idempotency-Key": order.idem_key,
        }
        status, answered, answer = await self._call("POST", self._settings.reply_url, headers, body)
        published = render.published(status, answered, answer, order, self._now())
        self._stops = 0
        return published

    async def own_replies(self, parent_ext_id: str, since: datetime) -> Sequence[OwnReply]:
        """Ask the receiver for the page's replies under a comment; none where it has no such list."""
        url = self._settings.replies_url
        if not url:
            return ()
        full, target = _asked(url, page=self.page_id, parent_id=parent_ext_id, since=since.isoformat())
        status, headers, answer = await self._call("GET", full, self._signed(target), b"")
        if not 200 <= status < 300:
            raise render.refusal(status, headers, answer, self._now())
        return render.own_replies(answer, parent_ext_id)

    async def thread(self, comment: Comment) -> tuple[Post | None, Sequence[Turn]]:
        """The sender gave the post with the comment, and nothing else can be asked."""
        return comment.post, ()

    async def hide(self, ext_id: str, *, hidden: bool, reason: HideReason) -> None:
        """No platform stands behind a webhook that we could ask to hide."""
        raise PermanentRefusal("a webhook page cannot hide comments; hide it on the platform itself")

    async def answers(self, followed: FollowedReply, since: datetime) -> Sequence[Comment]:
        """Answers come by themselves, like every comment."""
        return ()

    def history(self, since: datetime, resume: str = "") -> AsyncIterator[Portion]:
        """Nobody can be asked for what was sent before."""
        raise PermanentRefusal("a webhook cannot be asked for past comments; use tertulia import")

    async def check(self) -> Sequence[str]:
        """Whether replies can leave: the receiver's machine answers at all."""
        if not self._settings.reply_url:
            return ("no reply_url is set: replies of this page cannot be published; add it under options",)
        try:
            await self._client.head(self._settings.reply_url)
        except httpx.HTTPError as error:
            return (f"reply_url does not answer ({type(error).__name__}): start the receiver or mend the address",)
        return ()

    def _signed(self, body: bytes) -> dict[str, str]:
        stamp = int(self._now().timestamp())
        return {TIMESTAMP: str(stamp), SIGNATURE: sign(self._settings.secrets[0], stamp, body)}

    async def _call(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and body; errors of the wire translated by whether the call can have arrived."""
        try:
            async with self._client.stream(method, url, headers=dict(headers), content=body) as answer:
                parts = bytearray()
                async for part in answer.aiter_bytes():
                    parts += part
                    if len(parts) > MOST_ANSWER:
                        raise MaybeSent("the receiver's answer has no end")
                return answer.status_code, dict(answer.headers), bytes(parts)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol) as error:
            raise NotSent(f"the receiver cannot be reached: {error}") from error
        except httpx.InvalidURL as error:
            raise PermanentRefusal(f"the address of the receiver is wrong: {error}") from error
        except httpx.HTTPError as error:
            raise MaybeSent(f"the receiver did not answer: {type(error).__name__}") from error


def _asked(url: str, **query: str) -> tuple[str, bytes]:
    """The address with a query, and that part of it which is signed."""
    full = f"{url}{'&' if '?' in url else '?'}{urlencode(query)}"
    parts = urlsplit(full)
    return full, f"{parts.path or '/'}?{parts.query}".encode()


def _capabilities(settings: WebhookSettings) -> PageCapabilities:
    base = page_capabilities(HERE)
    lists = bool(settings.replies_url)
    way = Idempotency.KEY if settings.keeps_key else Idempotency.LIST if lists else Idempotency.NONE
    return replace(
        base,
        idempotency=way,
        key_kept=timedelta(hours=settings.key_hours) if settings.keeps_key else timedelta(0),
        can_list_own=lists,
        text_limit=replace(base.text_limit, most=settings.most_characters),
    )
