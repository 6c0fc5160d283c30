"""A page adapter that polls: the smallest whole one. Replace the calls, the errors and the paths by the platform's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from bot.adapters.manifest import page_capabilities
from bot.adapters.options import Options
from bot.adapters.skeleton.parse import comment_of
from bot.adapters.skeleton.render import reply_of
from bot.domain.comment import Comment, Portion, Post, Turn
from bot.domain.decision import HideReason
from bot.domain.errors import AccountDisconnected, MaybeSent, NotSent, PermanentRefusal, RetryLater
from bot.domain.publication import FollowedReply, OwnReply, Published, PublishOrder
from bot.ports import Intake

HERE = Path(__file__).parent
PATIENCE = timedelta(seconds=30)


class SkeletonPage:
    """One page of the platform."""

    def __init__(self, page_id: str, client: httpx.AsyncClient, *, every: timedelta) -> None:
        self.page_id = page_id
        self.capabilities = page_capabilities(HERE)
        self._client, self._every = client, every

    @classmethod
    def build(cls, page_id: str, options: Mapping[str, Any], home: Path) -> SkeletonPage:
        """From settings; a secret comes from a file or the environment, never from the settings file itself."""
        read = Options(options, where=f"page {page_id}", home=home)
        read.only("url", "token_file", "token_env", "every")
        tokens = read.secrets("token_env", "token_file")
        if not tokens:
            raise read.wrong("token_file", "a token is needed: name a file with it")
        client = httpx.AsyncClient(base_url=read.text("url"), headers={"Authorization": f"Bearer {tokens[0]}"})
        return cls(page_id, client, every=timedelta(seconds=read.number("every", 30, least=1, most=3600)))

    async def run(self, intake: Intake) -> None:
        """Poll from where we had got to. The cursor is saved only after the comments are stored."""
        while True:
            cursor = await intake.cursor(self.page_id)
            data = await self._call("GET", "/comments", params={"after": cursor})
            await intake.accept([comment_of(self.page_id, each) for each in data["comments"]])
            await intake.save_cursor(self.page_id, data["cursor"])
            await intake.page_state(self.page_id, connected=True)
            await asyncio.sleep(self._every.total_seconds())

    async def publish(self, order: PublishOrder) -> Published:
        """Publish exactly `order.text`."""
        data = await self._call("POST", "/replies", json=reply_of(order))
        return Published(ext_id=str(data["id"]), url=data.get("url", ""))

    async def own_replies(self, parent_ext_id: str, since: datetime) -> Sequence[OwnReply]:
        """None: the manifest says that this platform has no such list."""
        return ()

    async def thread(self, comment: Comment) -> tuple[Post | None, Sequence[Turn]]:
        """Only what came with the comment."""
        return comment.post, ()

    async def hide(self, ext_id: str, *, hidden: bool, reason: HideReason) -> None:
        """The manifest says that it cannot."""
        raise PermanentRefusal("this platform cannot hide comments")

    async def answers(self, followed: FollowedReply, since: datetime) -> Sequence[Comment]:
        """Answers come with the next poll, like every comment."""
        return ()

    def history(self, since: datetime, resume: str = "") -> AsyncIterator[Portion]:
        """The manifest says that it cannot."""
        raise PermanentRefusal("this platform cannot list past comments")

    async def check(self) -> Sequence[str]:
        """Whether the token is good, for the doctor."""
        try:
            await self._call("GET", "/me")
        except (AccountDisconnected, NotSent, MaybeSent, RetryLater, PermanentRefusal) as error:
            return (str(error),)
        return ()

    async def _call(self, method: str, path: str, **more: Any) -> Any:
        """One call, its errors translated: what matters is whether it can have arrived."""
        try:
            answer = await self._client.request(method, path, **more)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise NotSent(f"the platform cannot be reached: {error}") from error
        except httpx.HTTPError as error:
            raise MaybeSent(f"the platform did not answer: {type(error).__name__}") from error
        if answer.status_code in (401, 403):
            raise AccountDisconnected("the platform no longer accepts the token; make a new one")
        if answer.status_code == 429:
            raise RetryLater("the platform asks for patience", after=PATIENCE)
        if answer.status_code >= 500:
            raise MaybeSent(f"the platform answered {answer.status_code}")
        if answer.status_code >= 400:
            raise PermanentRefusal(f"the platform refused ({answer.status_code}): {answer.text[:200]}")
        return answer.json()
