"""Reviews of a place on Google: they are looked for, and each gets one reply."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.adapters.options import Options
from bot.adapters.pages.google_business import parse, render
from bot.adapters.pages.google_business.source import ReviewSource
from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.google import OAUTH_KEYS, GoogleClient, grant_from
from bot.adapters.pages.shared.http import Http
from bot.adapters.pages.shared.pacing import For, Pace, Rate
from bot.adapters.pages.shared.tree_page import PACE_KEYS, Looking, TreePage, looking_from
from bot.domain.decision import HideReason
from bot.domain.errors import (
    AccountDisconnected,
    MaybeSent,
    NotSent,
    PermanentRefusal,
    RetryLater,
    TertuliaError,
)
from bot.domain.publication import Published, PublishOrder
from bot.domain.troubles import Trouble, trouble

HERE = Path(__file__).parent
BASE = "https://mybusiness.googleapis.com"
SCOPE = "https://www.googleapis.com/auth/business.manage"
FRESH = timedelta(minutes=1)
RATE = Rate(calls=300, per=timedelta(minutes=1), kept=0.3)
_PLACE = re.compile(r"accounts/[^/]+/locations/[^/]+\Z")


class ReviewPage(TreePage):
    """One place."""

    def __init__(
        self, page_id: str, client: GoogleClient, place: str, *, looking: Looking, pace: Pace | None = None
    ) -> None:
        pace = pace or Pace([RATE])
        source = ReviewSource(page_id, client, pace, place)
        super().__init__(page_id, HERE, source, looking)
        self._client, self._pace, self._reviews = client, pace, source

    @classmethod
    def build(cls, page_id: str, options: Mapping[str, Any], home: Path) -> ReviewPage:
        """From settings; raises `Misconfigured` naming the key."""
        read = Options(options, where=f"page {page_id}", home=home)
        read.only("place", "base_url", *OAUTH_KEYS, *PACE_KEYS)
        place = read.text("place").strip("/")
        if not _PLACE.match(place):
            raise read.wrong("place", f'must look like "accounts/123/locations/456", not {place!r}')
        client = GoogleClient(Http(read.address("base_url", BASE)), grant_from(read))
        return cls(page_id, client, place, looking=looking_from(read, every=300))

    async def publish(self, order: PublishOrder) -> Published:
        """Write the reply, in the place of one that stands."""
        if order.attempt == 1:
            await self._mind_colleagues(order)
        path, body = render.reply_of(order)
        await self._pace.take(For.WRITING)
        try:
            answer = await self._client.call("PUT", path, body=body)
        except RetryLater as error:
            self._pace.shut(error.after)
            raise
        if (no := parse.rejected(answer, order.parent_ext_id)) is not None:
            raise PermanentRefusal(trouble(Trouble.TEXT_REFUSED, no.policy))
        at = wire.moment(wire.text(answer, "updateTime"))
        return Published(ext_id=f"{order.parent_ext_id}{parse.REPLY}", at=at)

    async def _mind_colleagues(self, order: PublishOrder) -> None:
        """A fresh reply that reading has not brought in yet would be replaced unseen: wait, and the item ends with it.
        One that has stood for longer is replaced, since the moderator knew of it."""
        try:
            below = await self._reviews.replies(order.parent_ext_id)
        except MaybeSent as error:
            raise NotSent(str(error)) from error
        patience = max(FRESH, 2 * self._looking.every)
        for one in below:
            if one.text != order.text and self._now() - one.created_at < patience:
                raise RetryLater("somebody of the team has just answered this review", after=patience)

    async def hide(self, ext_id: str, *, hidden: bool, reason: HideReason) -> None:
        """An owner cannot hide reviews."""
        raise PermanentRefusal(trouble(Trouble.CANNOT_HIDE))

    async def check(self) -> Sequence[str]:
        """Whether the consent stands and covers the place, and which replies were rejected."""
        try:
            await self._reviews.prove()
            async for _ in self._reviews.below(await anext(self._reviews.posts(self._now())), self._now()):
                break
        except AccountDisconnected as error:
            return (
                f"Google does not accept the consent ({error}): go through the consent again with an account that owns "
                f"or manages the place, for the scope {SCOPE}, and put the new refresh token in place",
            )
        except PermanentRefusal as error:
            return (
                f"the reviews cannot be read ({error.reason}): the place must be verified, its number right, and the "
                "project admitted to the Business Profile APIs",
            )
        except TertuliaError as error:
            return (f"Google cannot be asked now: {error}",)
        return [
            f"the reply to {one.review} was rejected ({one.policy}): nobody sees it; write another"
            for one in self._reviews.rejected.values()
        ]
