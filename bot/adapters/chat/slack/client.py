"""Slack's Web API through its own client: what the channel needs of it, and its errors as ours."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.adapters.chat.slack.render import Post
from bot.adapters.chat.slack.web import FormClient
from bot.domain.errors import (
    AccountDisconnected,
    MaybeSent,
    NotSent,
    PermanentRefusal,
    RetryLater,
    TertuliaError,
)

log = logging.getLogger(__name__)
Json = dict[str, Any]
DEFAULT_URL = "https://slack.com/api/"
CARD_EVENT = "tertulia_card"
SECONDS = 20
KNOWN_FOR = 3600.0
MOST_KNOWN = 2000
_GONE = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "org_login_required"}
)
_SHAKY = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"})
_MISSING = frozenset(
    {
        *("message_not_found", "cant_update_message", "cant_delete_message", "edit_window_closed"),
        *("thread_not_found", "cannot_reply_to_message"),
    }
)
_UNDRAWN = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})
LEAST_WAIT, MOST_WAIT = 0.5, 3600.0


class Refused(PermanentRefusal):
    """Slack said no; `word` is its error, `needed` the scope it misses ("" for none)."""

    def __init__(self, method: str, word: str, needed: str = "", details: Sequence[str] = ()) -> None:
        more = f"; needed: {needed}" if needed else f"; {' '.join(details)}" if details else ""
        super().__init__(f"Slack refuses {method}: {word}{more}")
        self.word, self.needed = word, needed

    @property
    def missing(self) -> bool:
        """Whether the message it was about is gone or not ours."""
        return self.word in _MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the token speaks as. `scopes` are empty where the server does not tell."""

    bot_user: str
    bot_id: str
    team_id: str
    team: str
    url: str
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person of the workspace."""

    id: str
    name: str
    locale: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A card of ours, as the history shows it."""

    ts: str
    mark: str


class SlackClient:
    """One token's view of one workspace. Nothing here waits for its turn: the outbox does."""

    def __init__(self, token: str, base_url: str = DEFAULT_URL) -> None:
        self.web = FormClient(token=token, base_url=base_url, timeout=SECONDS, retry_handlers=[])
        self._accounts: OrderedDict[str, tuple[float, Account]] = OrderedDict()
        self._directs: dict[str, str] = {}
        self._identity: Identity | None = None

    @asynccontextmanager
    async def session(self) -> AsyncIterator[None]:
        """One pool of connections for all calls inside."""
        timeout = aiohttp.ClientTimeout(total=SECONDS)
        async with aiohttp.ClientSession(timeout=timeout, trust_env=self.web.trust_env_in_session) as session:
            self.web.session = session
            try:
                yield
            finally:
                self.web.session = None

    async def identity(self, *, fresh: bool = False) -> Identity:
        """`auth.test`, asked once."""
        if self._identity is None or fresh:
            self._identity = await self._ask_identity()
        return self._identity

    async def _ask_identity(self) -> Identity:
        answer = await _called("auth.test", self.web.auth_test())
        scopes = answer.headers.get("x-oauth-scopes") or answer.headers.get("X-OAuth-Scopes") or ""
        return Identity(
            bot_user=answer.get("user_id") or "",
            bot_id=answer.get("bot_id") or "",
            team_id=answer.get("team_id") or "",
            team=answer.get("team") or "",
            url=answer.get("url") or "",
            scopes=frozenset(part.strip() for part in scopes.split(",") if part.strip()),
        )

    async def post(self, channel: str, post: Post, *, thread: str = "", mark: str = "") -> str:
        """Post a message; its ts. `mark` goes into its metadata, so that a card whose answer
        was lost can be found."""
        more: Json = {"metadata": _metadata(mark)} if mark else {}

        def call(blocks: Sequence[Json]) -> Awaitable[Any]:
            return self.web.chat_postMessage(
                channel=channel,
                text=post.text,
                blocks=list(blocks),
                thread_ts=thread or None,
                unfurl_links=False,
                unfurl_media=False,
                parse="none",
                **more,
            )

        answer = await _drawn("chat.postMessage", post, call)
        return _told("chat.postMessage", answer.get("ts") or _part(answer, "message").get("ts"))

    async def update(self, channel: str, ts: str, post: Post, *, mark: str = "") -> None:
        """Change a message of ours."""
        more: Json = {"metadata": _metadata(mark)} if mark else {}
        await _drawn(
            "chat.update",
            post,
            lambda blocks: self.web.chat_update(
                channel=channel, ts=ts, text=post.text, blocks=list(blocks), parse="none", **more
            ),
        )

    async def delete(self, channel: str, ts: str) -> None:
        """Take a message of ours back."""
        await _called("chat.delete", self.web.chat_delete(channel=channel, ts=ts))

    async def whisper(self, channel: str, user: str, post: Post, *, thread: str = "") -> None:
        """For one person's eyes, in a channel that both are in."""
        call = self.web.chat_postEphemeral(
            channel=channel, user=user, text=post.text, blocks=list(post.blocks), thread_ts=thread or None, parse="none"
        )
        await _called("chat.postEphemeral", call)

    async def respond(self, url: str, post: Post) -> None:
        """For one person's eyes, by the address that came with what they did; five times in half an hour."""
        hook = AsyncWebhookClient(url, timeout=SECONDS, session=self.web.session, retry_handlers=[])
        call = hook.send(text=post.text, blocks=list(post.blocks), response_type="ephemeral", replace_original=False)
        answer = await _translated("response_url", call)
        if answer.status_code == 429:
            raise RetryLater("Slack asks for patience", after=_after(answer.headers))
        if answer.status_code != 200:
            raise Refused("response_url", f"{answer.status_code} {str(answer.body)[:200]}")

    async def direct(self, user: str) -> str:
        """The direct chat with a person."""
        if user not in self._directs:
            answer = await _called("conversations.open", self.web.conversations_open(users=user))
            self._directs[user] = _told("conversations.open", _part(answer, "channel").get("id"))
        return self._directs[user]

    async def account(self, user: str) -> Account:
        """Name and language of a person, asked once an hour."""
        known = self._accounts.get(user)
        if known is not None and time.monotonic() - known[0] < KNOWN_FOR:
            return known[1]
        answer = await _called("users.info", self.web.users_info(user=user, include_locale=True))
        person = _part(answer, "user")
        profile = _part(person, "profile")
        name = profile.get("display_name") or profile.get("real_name") or person.get("real_name") or person.get("name")
        found = Account(id=user, name=str(name or user), locale=str(person.get("locale") or "").replace("_", "-"))
        self._accounts[user] = (time.monotonic(), found)
        while len(self._accounts) > MOST_KNOWN:
            self._accounts.popitem(last=False)
        return found

    async def known(self, user: str, name: str = "") -> Account:
        """Name and language; where Slack does not tell, the name that came with the event."""
        try:
            return await self.account(user)
        except TertuliaError as error:
            log.warning("slack.unknown_account", extra={"reason": str(error)})
            return Account(id=user, name=name or user)

    async def open_form(self, trigger_id: str, view: Json) -> None:
        """Open a modal; Slack takes a trigger for three seconds."""
        await _called("views.open", self.web.views_open(trigger_id=trigger_id, view=view))

    async def publish_home(self, user: str, view: Json) -> None:
        """Draw a person's home tab."""
        await _called("views.publish", self.web.views_publish(user_id=user, view=view))

    async def upload(
        self, channel: str, name: str, data: bytes, *, title: str, alt: str = "", thread: str = ""
    ) -> None:
        """Put a file into a conversation."""
        call = self.web.files_upload_v2(
            filename=name, file=data, title=title, alt_txt=alt or None, channel=channel, thread_ts=thread or None
        )
        await _called("files.upload", call)

    async def conversation(self, channel: str) -> Json:
        """`conversations.info`."""
        answer = await _called("conversations.info", self.web.conversations_info(channel=channel))
        return dict(_part(answer, "channel"))

    async def own_cards(self, channel: str, *, since: float) -> list[Sent]:
        """Cards of ours in the channel's recent history, the newest first."""
        me = await self.identity()
        call = self.web.conversations_history(
            channel=channel, oldest=f"{since:.6f}", limit=200, include_all_metadata=True
        )
        answer = await _called("conversations.history", call)
        return _ours(answer, me)

    async def own_replies(self, channel: str, thread: str) -> list[Sent]:
        """What of ours stands in a thread, as far as it was marked."""
        me = await self.identity()
        call = self.web.conversations_replies(channel=channel, ts=thread, limit=200, include_all_metadata=True)
        return _ours(await _called("conversations.replies", call), me)

    async def socket_address(self, app_token: str) -> str:
        """`apps.connections.open`; each address works once."""
        answer = await _called("apps.connections.open", self.web.apps_connections_open(app_token=app_token))
        return _told("apps.connections.open", answer.get("url"))


def _metadata(mark: str) -> Json:
    return {"event_type": CARD_EVENT, "event_payload": {"card": mark}}


def _ours(answer: Any, me: Identity) -> list[Sent]:
    found = [one for one in answer.get("messages") or () if isinstance(one, dict)]
    ours = [one for one in found if one.get("user") == me.bot_user or (me.bot_id and one.get("bot_id") == me.bot_id)]
    return [Sent(ts=str(one["ts"]), mark=mark) for one in ours if one.get("ts") and (mark := _marked(one))]


def _marked(message: Json) -> str:
    metadata = _part(message, "metadata")
    if metadata.get("event_type") != CARD_EVENT:
        return ""
    return str(_part(metadata, "event_payload").get("card") or "")


def _part(thing: Any, name: str) -> Json:
    """An object within an answer; empty where the server leaves it out or says null."""
    found = thing.get(name)
    return found if isinstance(found, dict) else {}


def _told(method: str, value: Any) -> str:
    """What an answer cannot do without."""
    if not value:
        raise MaybeSent(f"Slack's answer to {method} lacks what it is asked for")
    return str(value)


async def _drawn(method: str, post: Post, call: Callable[[Sequence[Json]], Awaitable[Any]]) -> Any:
    """The call with the post's blocks; where the server does not take them, with its words alone: a card that is
    decided by words is better than none."""
    try:
        return await _called(method, call(post.blocks))
    except Refused as refusal:
        if refusal.word not in _UNDRAWN or not post.blocks:
            raise
        log.error("slack.blocks_refused", extra={"reason": refusal.reason})
    return await _called(method, call(()))


async def _called(method: str, call: Awaitable[Any]) -> Any:
    try:
        return await _translated(method, call)
    except SlackApiError as error:
        raise _refusal(method, error) from error


async def _translated(method: str, call: Awaitable[Any]) -> Any:
    """Errors of the wire by whether the call can have arrived."""
    try:
        return await call
    except aiohttp.ClientConnectorError as error:
        raise NotSent(f"Slack cannot be reached: {error}") from error
    except (TimeoutError, aiohttp.ClientError, ConnectionError) as error:
        raise MaybeSent(f"Slack did not answer {method}: {type(error).__name__}") from error
    except SlackApiError:
        raise
    except (SlackClientError, AttributeError, TypeError, ValueError) as error:  # the library reads any 200 as JSON
        raise MaybeSent(f"Slack's answer to {method} cannot be read: {type(error).__name__}") from error


def _refusal(method: str, error: SlackApiError) -> Exception:
    answer = error.response
    status = getattr(answer, "status_code", 0) or getattr(answer, "status", 0)
    body = body_of(error)
    word = str(body.get("error") or "")
    if status == 429 or word in ("ratelimited", "rate_limited"):
        return RetryLater(f"Slack asks for patience with {method}", after=_after(getattr(answer, "headers", {})))
    if word in _GONE:
        return AccountDisconnected(f"Slack does not take the token any more ({word}): install the app again")
    if status >= 500 or word in _SHAKY or (status < 400 and not word):
        return MaybeSent(f"Slack could not carry out {method} ({word or status})")
    if not word:
        return Refused(method, f"http_{status}")
    details = _part(body, "response_metadata").get("messages") or ()
    return Refused(method, word, str(body.get("needed") or ""), tuple(str(each) for each in details))


def body_of(error: SlackApiError) -> Json:
    """What Slack answered with an error; empty where that was no JSON object."""
    data = getattr(error.response, "data", None)
    return data if isinstance(data, dict) else {}


def _after(headers: Any) -> timedelta:
    found = next((value for name, value in dict(headers).items() if str(name).lower() == "retry-after"), "1")
    text = str(found[0] if isinstance(found, (list, tuple)) else found)
    seconds = float(text) if text.isascii() and text.replace(".", "", 1).isdigit() else 1.0
    return timedelta(seconds=min(max(seconds, LEAST_WAIT), MOST_WAIT))
