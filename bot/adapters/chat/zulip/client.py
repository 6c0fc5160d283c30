"""Zulip's REST API through its own client, which blocks: every call runs in a thread beside the event loop."""

from __future__ import annotations

import asyncio
import io
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin

import httpx
import requests
import zulip

from bot.adapters.chat.room.outbox import RetryAll
from bot.adapters.chat.zulip.parse import Me
from bot.domain.errors import AccountDisconnected, MaybeSent, NotSent, PermanentRefusal

Json = dict[str, Any]
EVENT_TYPES = ("message", "reaction", "update_message", "delete_message")
SECONDS = 15.0
POLL_SECONDS = 80.0
"""Zulip says something on a queue at least every minute."""
PAGE = 100
_GONE = frozenset({"UNAUTHORIZED", "INVALID_API_KEY", "USER_DEACTIVATED", "REALM_DEACTIVATED"})


class Refused(PermanentRefusal):
    """Zulip said no; `code` is its word for it, `said` its sentence."""

    def __init__(self, code: str, said: str) -> None:
        super().__init__(f"Zulip refuses: {said} ({code})")
        self.code, self.said = code, said


class QueueGone(Exception):
    """The event queue was thrown away; a new one has to be registered, and what was missed fetched."""


class ZulipClient:
    """One bot account. `site` is the organisation's address."""

    def __init__(self, email: str, key: str, site: str) -> None:
        self._email, self._key, self._site = email, key, site
        self._calls = ThreadPoolExecutor(max_workers=1, thread_name_prefix="zulip")
        self._client: Any = None
        self._poller: Any = None

    def close(self) -> None:
        """Take no more calls; those that run end by themselves."""
        self._calls.shutdown(wait=False, cancel_futures=True)
        self._calls = ThreadPoolExecutor(max_workers=1, thread_name_prefix="zulip")

    async def me(self) -> Me:
        """`users/me`."""
        answer = await self._ask("users/me", "GET")
        return Me(user_id=int(answer["user_id"]), name=str(answer["full_name"]), email=str(answer.get("email") or ""))

    async def register(self) -> Json:
        """A new event queue, with what the server says of itself."""
        wanted = {
            "event_types": list(EVENT_TYPES),
            "fetch_event_types": ["message", "realm"],
            "apply_markdown": False,
            "client_gravatar": True,
            "all_public_streams": False,
        }
        return await self._ask("register", "POST", wanted)

    async def events(self, queue_id: str, last_event_id: int) -> list[Json]:
        """The next events, as soon as there are any. Raises `QueueGone`."""
        wanted = {"queue_id": queue_id, "last_event_id": last_event_id}
        answer = await _beside(lambda: self._poll(wanted))
        if answer is None:
            return []
        if answer.get("code") == "BAD_EVENT_QUEUE_ID":
            raise QueueGone(queue_id)
        return list(_checked(answer)["events"])

    async def forget(self, queue_id: str) -> None:
        """Throw a queue away, so that the server need not keep events for nobody."""
        await self._ask("events", "DELETE", {"queue_id": queue_id})

    async def stream_id(self, stream: str) -> int:
        """The id of a channel by its name."""
        if stream.isdecimal():
            return int(stream)
        return int((await self._ask("get_stream_id", "GET", {"stream": stream}))["stream_id"])

    async def subscriptions(self) -> list[Json]:
        """The channels the bot is subscribed to."""
        return list((await self._ask("users/me/subscriptions", "GET"))["subscriptions"])

    async def post(self, stream: int, topic: str, text: str) -> int:
        """A message in a topic; its id."""
        wanted = {"type": "stream", "to": stream, "topic": topic, "content": text}
        return int((await self._ask("messages", "POST", wanted))["id"])

    async def tell(self, user: int, text: str) -> int:
        """A direct message; its id."""
        wanted = {"type": "private", "to": [user], "content": text}
        return int((await self._ask("messages", "POST", wanted))["id"])

    async def edit(self, message_id: int, text: str) -> None:
        """Change a message of ours; refused when the organisation's time for that is over."""
        await self._ask(f"messages/{message_id}", "PATCH", {"content": text})

    async def delete(self, message_id: int) -> None:
        """Take a message of ours back, where the organisation lets bots do so."""
        await self._ask(f"messages/{message_id}", "DELETE")

    async def message(self, message_id: int) -> Json:
        """One message, as it was typed."""
        answer = await self._ask(f"messages/{message_id}", "GET", {"apply_markdown": False})
        return dict(answer["message"])

    async def messages(self, narrow: Sequence[Mapping[str, Any]], *, after: int = 0, before: int = 0) -> list[Json]:
        """Messages after an id, oldest first, all of them; or the `before` newest."""
        found: list[Json] = []
        wanted: Json = {"narrow": list(narrow), "apply_markdown": False, "client_gravatar": True}
        if before:
            newest = {"anchor": "newest", "num_before": before, "num_after": 0}
            return list((await self._ask("messages", "GET", wanted | newest))["messages"])
        while True:
            page = {"anchor": after, "num_before": 0, "num_after": PAGE, "include_anchor": False}
            answer = await self._ask("messages", "GET", wanted | page)
            found += [one for one in answer["messages"] if one["id"] > after]
            if answer.get("found_newest", True) or not answer["messages"]:
                return found
            after = int(answer["messages"][-1]["id"])

    async def react(self, message_id: int, name: str, code: str) -> None:
        """Put an emoji on a message, so that people can tap it."""
        wanted = {"emoji_name": name, "emoji_code": code, "reaction_type": "unicode_emoji"}
        await self._ask(f"messages/{message_id}/reactions", "POST", wanted)

    async def upload(self, name: str, data: bytes) -> str:
        """Upload a file; its address for a link."""
        file = io.BytesIO(data)
        file.name = name
        answer = await self._run(lambda: self._ready().call_endpoint(url="user_uploads", files=[file], timeout=60))
        return str(answer.get("url") or answer["uri"])

    async def emoji_table(self, url: str) -> Json:
        """Zulip's names for emoji, {code: [names]}; empty where the server does not tell."""
        try:
            async with httpx.AsyncClient(timeout=SECONDS, follow_redirects=True) as web:
                answer = await web.get(urljoin(f"{self._site.rstrip('/')}/", url))
                answer.raise_for_status()
                return dict(answer.json().get("code_to_names") or {})
        except (httpx.HTTPError, ValueError):
            return {}

    async def _ask(self, url: str, method: str, wanted: Json | None = None) -> Json:
        return await self._run(
            lambda: self._ready().call_endpoint(url=url, method=method, request=wanted or {}, timeout=SECONDS)
        )

    async def _run(self, call: Callable[[], Json]) -> Json:
        loop = asyncio.get_running_loop()
        try:
            answer = await loop.run_in_executor(self._calls, _translated, call)
        except TimeoutError as error:
            raise MaybeSent(str(error)) from error
        return _checked(answer)

    def _ready(self) -> Any:
        if self._client is None:
            self._client = self._made()
        return self._client

    def _made(self) -> Any:
        return zulip.Client(
            email=self._email, api_key=self._key, site=self._site, client="Tertulia", retry_on_errors=False
        )

    def _poll(self, wanted: Json) -> Json | None:
        """None when nothing came in time. The client's own long poll never gives up, so it is not used."""
        if self._poller is None:
            self._poller = _translated(self._made)
        try:
            answer: Json = _translated(
                lambda: self._poller.call_endpoint(url="events", method="GET", request=wanted, timeout=POLL_SECONDS)
            )
        except TimeoutError:
            return None
        return answer


async def _beside(call: Callable[[], Json | None]) -> Json | None:
    """Run it in a thread that nobody waits for at the end of the program: a long poll may last a minute."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Json | None] = loop.create_future()

    def give(found: Json | None, error: Exception | None) -> None:
        if answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(found)

    def work() -> None:
        found, error = None, None
        try:
            found = call()
        except Exception as trouble:
            error = trouble
        if not loop.is_closed():
            loop.call_soon_threadsafe(give, found, error)

    threading.Thread(target=work, name="zulip-events", daemon=True).start()
    return await answer


def _translated(call: Callable[[], Any]) -> Any:
    """Errors of the wire by whether the call can have arrived. TimeoutError: nothing came in time."""
    try:
        return call()
    except (requests.exceptions.ConnectTimeout, zulip.UnrecoverableNetworkError) as error:
        raise NotSent(f"Zulip cannot be reached: {error}") from error
    except requests.exceptions.ReadTimeout as error:
        raise TimeoutError("Zulip did not answer in time") from error
    except requests.exceptions.ConnectionError as error:
        reason = getattr(error.args[0] if error.args else None, "reason", None)
        if type(reason).__name__ in ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError"):
            raise NotSent(f"Zulip cannot be reached: {reason}") from error
        raise MaybeSent(f"Zulip did not answer: {type(error).__name__}") from error
    except requests.exceptions.RequestException as error:
        raise MaybeSent(f"Zulip did not answer: {type(error).__name__}") from error


def _checked(answer: Json) -> Json:
    if answer.get("result") == "success":
        return answer
    code, said = str(answer.get("code") or ""), str(answer.get("msg") or "")
    status = int(answer.get("status_code") or 0)
    if code == "RATE_LIMIT_HIT" or status == 429:
        raise RetryAll("Zulip asks for patience", after=timedelta(seconds=float(answer.get("retry-after") or 1)))
    if code in _GONE or status == 401:
        raise AccountDisconnected(f"Zulip does not take the bot's key any more ({said or status})")
    if answer.get("result") == "http-error" or status >= 500:
        raise MaybeSent(f"Zulip could not carry it out ({status or said})")
    raise Refused(code, said)
