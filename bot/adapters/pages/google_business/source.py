"""Reading a place's reviews by listing, the last changed first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from bot.adapters.pages.google_business import parse
from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.google import GoogleClient
from bot.adapters.pages.shared.pacing import For, Pace
from bot.adapters.pages.shared.tree import Listed, Part
from bot.domain.comment import Comment, Post
from bot.domain.errors import PermanentRefusal

PAGE, MOST, MOST_REJECTED = 50, 200, 50


class ReviewSource:
    """One place: "accounts/1/locations/2"."""

    def __init__(self, page_id: str, client: GoogleClient, pace: Pace, place: str) -> None:
        self.page_id, self._client, self._pace, self.place = page_id, client, pace, place
        self.rejected: OrderedDict[str, parse.Rejected] = OrderedDict()

    async def get(self, path: str, purpose: For = For.READING, **params: str) -> wire.Wire:
        """Ask, in our turn."""
        await self._pace.take(purpose)
        return await self._client.call("GET", f"/v4/{path}", params)

    async def prove(self) -> Sequence[str]:
        """Ask for a review."""
        await self.get(f"{self.place}/reviews", pageSize="1")
        return ()

    async def posts(self, since: datetime) -> AsyncIterator[Listed]:
        """The place itself: what is said there is said below it."""
        yield Listed(post=Post(ext_id=self.place))

    async def below(self, listed: Listed, since: datetime) -> AsyncIterator[Part]:
        """Reviews with their replies, until the first page that was last changed before `since`."""
        token = ""
        for _ in range(MOST):
            answer = await self.get(
                f"{self.place}/reviews", pageSize=str(PAGE), orderBy="updateTime desc", pageToken=token
            )
            rows, token = list(wire.rows(answer, "reviews")), wire.text(answer, "nextPageToken")
            for row in rows:
                self._note(row)
            yield Part(
                comments=[one for row in rows for one in parse.both_of(row, self.page_id, listed.post)], whole=not token
            )
            changed = [at for row in rows if (at := wire.moment(row.get("updateTime"))) is not None]
            if not token or (changed and max(changed) < since):
                return

    def _note(self, row: wire.Wire) -> None:
        found = parse.rejected_of(row)
        self.rejected.pop(parse.name_of(row), None)
        if found is not None:
            self.rejected[found.review] = found
            while len(self.rejected) > MOST_REJECTED:
                self.rejected.popitem(last=False)

    async def _review(self, ext_id: str) -> list[Comment]:
        try:
            row = await self.get(ext_id.removesuffix(parse.REPLY))
        except PermanentRefusal:
            return []
        return parse.both_of(row, self.page_id, Post(ext_id=self.place))

    async def replies(self, ext_id: str) -> Sequence[Comment]:
        """The reply to a review."""
        return [one for one in await self._review(ext_id) if one.parent_ext_id]

    async def one(self, ext_id: str) -> Comment | None:
        """A review or a reply."""
        return next((one for one in await self._review(ext_id) if one.ext_id == ext_id), None)

    async def post(self, ext_id: str) -> Post | None:
        """The place has no text of its own."""
        return None
