"""Mattermost's API through `mattermostautodriver`, its errors translated into ours.

The library's websocket is not used (see the decision on clients); `socket.py` has our own.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
from mattermostautodriver import AsyncTypedDriver
from mattermostautodriver.client import AsyncClient
from mattermostautodriver.exceptions import (
    ContentTooLarge,
    InvalidMattermostError,
    MattermostError,
    NoAccessTokenProvided,
    NotEnoughPermissions,
    ResourceNotFound,
    TooManyRequests,
)

from bot.adapters.chat.mattermost.parse import Me, part
from bot.adapters.chat.room.events import Attachment
from bot.adapters.chat.room.outbox import RetryAll
from bot.domain.errors import AccountDisconnected, MaybeSent, NotSent, PermanentRefusal

PATIENCE = timedelta(seconds=2)
SECONDS = 20.0
FILES_A_POST = 5

log = logging.getLogger("bot.mattermost")
# The library tells every refusal at level "error"; they are ours to judge, and are told where it matters.
logging.getLogger("mattermostautodriver.websocket").setLevel(logging.CRITICAL)


class Gone(PermanentRefusal):
    """What was to be changed is no longer there (404)."""


class Forbidden(PermanentRefusal):
    """The bot's account may not do this (403)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A conversation on the server. `last_at` is the time of its last post, in the server's milliseconds."""

    id: str
    kind: str
    name: str
    last_at: int


class _Client(AsyncClient):  # type: ignore[misc]
    """The library's client for a server that may live below a path (`https://example.org/chat`)."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        super().__init__(options)
        self._url = options["base_url"]


class MattermostClient:
    """The calls that the channel needs, for one bot account."""

    def __init__(self, url: str, token: str, *, seconds: float = SECONDS) -> None:
        self.url = url.rstrip("/")
        parts = urlsplit(self.url)
        self._driver = AsyncTypedDriver(
            {
                "base_url": self.url,
                "scheme": parts.scheme,
                "url": parts.hostname or "",
                "port": parts.port or (443 if parts.scheme == "https" else 80),
                "token": token,
                "request_timeout": seconds,
                "max_retries": 0,  # the outbox waits, in order and for the whole place
            },
            _Client,
        )
        self._driver.client.token = token

    async def close(self) -> None:
        """Let go of the connections."""
        await self._driver.close()

    async def me(self) -> Me:
        """The bot's own account."""
        data = await self._object(self._driver.users.get_user("me"))
        return Me(id=_told(data, "id"), name=_told(data, "username"))

    async def person(self, user_id: str) -> Mapping[str, Any]:
        """Somebody's account: username, names, locale."""
        return await self._object(self._driver.users.get_user(user_id))

    async def post_limit(self) -> int:
        """The server's MaxPostSize in characters, 0 where it does not tell."""
        try:
            data = await self._asked(self._driver.client.get("/api/v4/config/client", params={"format": "old"}))
        except (PermanentRefusal, MaybeSent) as error:
            log.info("mattermost.no_post_limit", extra={"reason": str(error)})
            return 0
        told = str(data.get("MaxPostSize", "")) if isinstance(data, Mapping) else ""
        return int(told) if told.isdigit() else 0

    async def channel(self, channel_id: str) -> Channel:
        """A channel by its id."""
        return _channel(await self._object(self._driver.channels.get_channel(channel_id)))

    async def channel_named(self, team: str, name: str) -> Channel:
        """A channel by the names that stand in its address."""
        return _channel(await self._object(self._driver.channels.get_channel_by_name_for_team_name(team, name)))

    async def membership(self, channel_id: str, user_id: str) -> Mapping[str, Any]:
        """Whether and how an account belongs to a channel; `Gone` where it does not."""
        return await self._object(self._driver.channels.get_channel_member(channel_id, user_id))

    async def direct_channels(self, user_id: str) -> list[Channel]:
        """The conversations of the bot with one person."""
        data = await self._asked(self._driver.channels.get_channels_for_user(user_id))
        found = [each for each in data or () if isinstance(each, Mapping) and each.get("type") == "D"]
        return [_channel(each) for each in found]

    async def direct(self, me: str, user_id: str) -> Channel:
        """The conversation with one person, made where there is none."""
        return _channel(await self._object(self._driver.channels.create_direct_channel([me, user_id])))

    async def post(
        self,
        channel: str,
        message: str,
        *,
        root: str = "",
        props: Mapping[str, Any] | None = None,
        files: Sequence[str] = (),
        once: str = "",
    ) -> str:
        """A new post; returns its id. The server makes no second post of the same `once` for half a minute, so it
        may be sent again when the answer was lost."""
        post: dict[str, Any] = {"channel_id": channel, "message": message}
        more = {"root_id": root, "file_ids": list(files), "props": dict(props or {}), "pending_post_id": once}
        post |= {key: value for key, value in more.items() if value}
        return _told(await self._object(self._driver.client.post("/api/v4/posts", options=post)), "id")

    async def patch(self, post_id: str, message: str, props: Mapping[str, Any]) -> None:
        """Change a post of ours."""
        await self._asked(self._driver.posts.patch_post(post_id, message=message, props=dict(props)))

    async def delete(self, post_id: str) -> None:
        """Take a post of ours away."""
        await self._asked(self._driver.posts.delete_post(post_id))

    async def read(self, post_id: str) -> Mapping[str, Any]:
        """One post."""
        return await self._object(self._driver.posts.get_post(post_id))

    async def since(self, channel: str, at: int) -> list[Mapping[str, Any]]:
        """Posts of a channel that are new or changed since a time, oldest first."""
        data = await self._object(self._driver.posts.get_posts_for_channel(channel, since=at))
        found = [each for each in part(data, "posts").values() if isinstance(each, Mapping)]
        return sorted(found, key=lambda each: int(each.get("create_at") or 0))

    async def whisper(
        self, user_id: str, channel: str, message: str, *, root: str = "", props: Mapping[str, Any] | None = None
    ) -> None:
        """Words that one person alone sees. `Forbidden` where the bot has no such right (it is an admin's to give)."""
        post: dict[str, Any] = {"channel_id": channel, "message": message}
        if root:
            post["root_id"] = root
        if props:
            post["props"] = dict(props)
        await self._asked(self._driver.posts.create_post_ephemeral(user_id, post))

    async def react(self, me: str, post_id: str, emoji: str) -> None:
        """Put an emoji under a post."""
        await self._asked(
            self._driver.reactions.save_reaction({"user_id": me, "post_id": post_id, "emoji_name": emoji})
        )

    async def upload(self, channel: str, file: Attachment) -> str:
        """A file for a later post; returns its id."""
        data = await self._object(
            self._driver.files.upload_file(files=(file.name, file.data, file.mime), channel_id=channel)
        )
        infos = [each for each in data.get("file_infos") or () if isinstance(each, Mapping)]
        return _told(infos[0] if infos else {}, "id")

    async def open_dialog(self, trigger: str, url: str, dialog: Mapping[str, Any]) -> None:
        """Show a dialog to the person who pressed; within seconds of the press."""
        await self._asked(self._driver.integration_actions.open_interactive_dialog(trigger, url, dict(dialog)))

    async def press(self, post_id: str, action_id: str) -> None:
        """Press a button ourselves, to see whether the server can call us back."""
        await self._asked(self._driver.client.post(f"/api/v4/posts/{post_id}/actions/{action_id}", options={}))

    async def _object(self, call: Awaitable[Any]) -> Mapping[str, Any]:
        """As `_asked`, where the answer has to be an object."""
        answer = await self._asked(call)
        if not isinstance(answer, Mapping):
            raise MaybeSent("Mattermost answered something else than what was asked for")
        return answer

    async def _asked(self, call: Awaitable[Any]) -> Any:
        """The call's answer; what went wrong is told by whether it can have arrived and whether it helps to wait.

        The library gives back the raw response where the content type says more than "application/json".
        """
        try:
            answer = await call
            return answer.json() if isinstance(answer, httpx.Response) else answer
        except TooManyRequests as error:
            seconds = error.retry_after
            wait = PATIENCE if seconds is None else timedelta(seconds=max(0.1, seconds))
            raise RetryAll("Mattermost asks for patience", after=wait) from error
        except MattermostError as error:
            raise _refusal(error.status_code, str(error), error) from error
        except InvalidMattermostError as error:
            raise _refusal(error.status_code, str(error)[:200], error) from error
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol) as error:
            raise NotSent(f"Mattermost cannot be reached: {error}") from error
        except httpx.HTTPError as error:
            raise MaybeSent(f"Mattermost did not answer: {type(error).__name__}") from error
        except ValueError as error:
            raise MaybeSent("Mattermost answered something that is no JSON") from error


def _refusal(status: int, message: str, error: Exception) -> Exception:
    if status == 401 or isinstance(error, NoAccessTokenProvided):
        return AccountDisconnected("Mattermost no longer accepts the bot's token; make a new one")
    if status == 403 or isinstance(error, NotEnoughPermissions):
        return Forbidden(f"Mattermost does not allow it: {message}")
    if status == 404 or isinstance(error, ResourceNotFound):
        return Gone(f"Mattermost does not find it: {message}")
    if isinstance(error, ContentTooLarge):
        return PermanentRefusal("Mattermost finds the file too large")
    if status >= 500:
        return MaybeSent(f"Mattermost answered {status}")
    return PermanentRefusal(f"Mattermost refused ({status}): {message}")


def _told(data: Mapping[str, Any], name: str) -> str:
    """What an answer cannot do without."""
    if not data.get(name):
        raise MaybeSent(f"Mattermost's answer lacks {name}")
    return str(data[name])


def _channel(data: Mapping[str, Any]) -> Channel:
    return Channel(
        id=_told(data, "id"),
        kind=str(data.get("type") or ""),
        name=str(data.get("display_name") or data.get("name") or ""),
        last_at=int(data.get("last_post_at") or 0),
    )
