"""What to read when: notifications and our own posts from where we had got to, deletions of what is recent."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.adapters.pages.bluesky import parse
from bot.adapters.pages.bluesky.client import BlueskyClient
from bot.adapters.pages.bluesky.parse import Place
from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.cursors import read_cursor
from bot.adapters.pages.shared.pacing import For
from bot.adapters.pages.shared.staff import Staff
from bot.domain.comment import Comment, Post
from bot.domain.errors import PermanentRefusal
from bot.domain.publication import FollowedReply
from bot.ports import Intake

NOTICES = "app.bsky.notification.listNotifications"
FEED = "app.bsky.feed.getAuthorFeed"
THREAD = "app.bsky.feed.getPostThread"
POSTS = "app.bsky.feed.getPosts"
PAGE = 100
TOGETHER = 20
"""Pages read before what they hold is stored, so that the oldest comes in first."""
OVERLAP = timedelta(minutes=2)
RECENT = 150
BATCH = 25
LOOK_BACK = timedelta(minutes=10)
REMEMBERED = 4000


class Reading:
    """One account's reading. The cursor is JSON: `notices` and `own` are the server's times up to which all is stored,
    `recent` the posts whose deletion is watched, each with its cid."""

    def __init__(self, page_id: str, client: BlueskyClient, staff: Staff, *, now: Callable[[], datetime]) -> None:
        self.page_id, self._client, self._staff, self._now = page_id, client, staff, now
        self._places: OrderedDict[str, Place] = OrderedDict()
        self._stored: OrderedDict[str, None] = OrderedDict()
        self._looked_back: datetime | None = None

    async def look(self, intake: Intake, *, first: timedelta) -> None:
        """Everything new since last time; the place is kept only after all of it is stored."""
        cursor = read_cursor(await intake.cursor(self.page_id), "notices", "own")
        await self._news(intake, cursor, "notices", first, self._notices)
        await self._news(intake, cursor, "own", first, self._own)
        await self._changes(intake, cursor)

    async def _news(
        self, intake: Intake, cursor: dict[str, Any], part: str, first: timedelta, pages: Callable[[datetime], Any]
    ) -> None:
        known = wire.moment(cursor[part])
        since = known - OVERLAP if known else self._now() - first
        newest = known or since
        held: list[wire.Wire] = []
        async for rows in pages(since):
            newest = max([newest, *(at for one in rows if (at := _indexed(one)) is not None)])
            held.extend(rows)
            if len(held) >= PAGE * TOGETHER:
                await self._store(intake, cursor, held)
                held = []
        await self._store(intake, cursor, held)
        if newest.isoformat() != cursor[part]:
            cursor[part] = newest.isoformat()
            await intake.save_cursor(self.page_id, json.dumps(cursor))

    async def _notices(self, since: datetime) -> AsyncIterator[list[wire.Wire]]:
        """Pages of notifications, newest first, as far back as `since`. A post that answers and mentions us makes two
        notices and is one comment."""
        cursor = ""
        while True:
            answer = await self._client.query(
                For.READING, NOTICES, limit=PAGE, reasons=list(parse.REASONS), cursor=cursor
            )
            rows = list(wire.rows(answer, "notifications"))
            young = [one for one in rows if (_indexed(one) or since) >= since]
            yield [one for one in young if wire.text(one, "reason") in parse.REASONS]
            cursor = wire.text(answer, "cursor")
            if not rows or not cursor or len(young) < len(rows):
                return

    async def _own(self, since: datetime) -> AsyncIterator[list[wire.Wire]]:
        """Our own answers, whoever of us wrote them."""
        async for rows in self.own_posts(since):
            yield [one for one in rows if parse.parent_of(one)]

    async def own_posts(self, since: datetime, cursor: str = "") -> AsyncIterator[list[wire.Wire]]:
        """Pages of our own posts, newest first; reposts are not ours."""
        while True:
            answer = await self._client.query(
                For.READING, FEED, actor=self._client.did, filter="posts_with_replies", limit=PAGE, cursor=cursor
            )
            rows = [wire.table(one, "post") for one in wire.rows(answer, "feed") if not wire.table(one, "reason")]
            mine = [one for one in rows if parse.author_of(one, self._client.did).is_page]
            young = [one for one in mine if parse.said_at(one) >= since]
            yield young
            cursor = wire.text(answer, "cursor")
            if not cursor or len(young) < len(mine):
                return

    async def _store(self, intake: Intake, cursor: dict[str, Any], rows: Sequence[wire.Wire]) -> None:
        ordered = sorted({parse.uri_of(one): one for one in rows}.values(), key=parse.said_at)
        fresh = [one for one in ordered if parse.uri_of(one) not in self._stored]
        comments = [made for one in fresh if (made := await self.comment(one)) is not None]
        watched = {one.ext_id: dict(one.extra).get("cid", "") for one in comments if not one.author.is_page}
        if watched:  # before they are stored: whoever is stopped in between still watches them afterwards
            cursor["recent"] |= watched
            while len(cursor["recent"]) > RECENT:
                cursor["recent"].pop(next(iter(cursor["recent"])))
            await intake.save_cursor(self.page_id, json.dumps(cursor))
        for start in range(0, len(comments), PAGE):
            await intake.accept(comments[start : start + PAGE])
        for one in comments:
            self._stored[one.ext_id] = None
        while len(self._stored) > REMEMBERED:
            self._stored.popitem(last=False)

    async def comment(self, view: wire.Wire, place: Place | None = None) -> Comment | None:
        """A post as a comment in its thread."""
        made = parse.comment_of(view, self.page_id, self._client.did, place or await self.place(view))
        return self._staff.marked(made) if made else None

    async def place(self, view: wire.Wire) -> Place:
        """Where a post stands; what is above it is asked for only where its record and what we know do not say."""
        uri, parent, root = parse.uri_of(view), parse.parent_of(view), parse.root_of(view)
        own_root = parse.did_of(root) == self._client.did
        known = self._places.get(parent)
        if not parent or not own_root:
            return self._kept(uri, parse.place_alone(view, self._client.did))
        if known is not None and known.post is not None:
            top = known.post.ext_id == parent
            return self._kept(
                uri, Place(thread=uri if top else known.thread, parent="" if top else parent, post=known.post)
            )
        try:
            answer = await self.thread(uri, depth=0)
        except PermanentRefusal:
            return parse.place_alone(view, self._client.did)
        return self.placed(view, parse.above(wire.table(answer, "thread")))

    def placed(self, view: wire.Wire, above: Sequence[wire.Wire]) -> Place:
        """The same, given what is above; all of it is remembered."""
        did = self._client.did
        for number, one in enumerate(above):
            if number == 0 and parse.author_of(one, did).is_page and not parse.parent_of(one):
                self._kept(parse.uri_of(one), Place(thread="", post=parse.post_of(one, did)))
            else:
                self._kept(parse.uri_of(one), parse.place_below(one, above[:number], did))
        return self._kept(parse.uri_of(view), parse.place_below(view, above, did))

    def _kept(self, uri: str, place: Place) -> Place:
        self._places[uri] = place
        self._places.move_to_end(uri)
        while len(self._places) > REMEMBERED:
            self._places.popitem(last=False)
        return place

    async def thread(self, uri: str, *, depth: int, parents: int = 80, purpose: For = For.READING) -> Any:
        """The thread around a post."""
        return await self._client.query(purpose, THREAD, uri=uri, depth=depth, parentHeight=parents)

    async def below(self, followed: FollowedReply, since: datetime) -> list[Comment]:
        """What others wrote below one of our replies."""
        answer = await self.thread(followed.ext_id, depth=20, parents=0)
        post = Post(ext_id=followed.post_ext_id) if followed.post_ext_id else None
        found = []
        for view, _ in parse.below(wire.table(answer, "thread")):
            place = Place(thread=followed.thread_ext_id, parent=parse.parent_of(view), post=post)
            made = await self.comment(view, place)
            if made is not None and made.created_at >= since:
                found.append(made)
        return found

    async def _changes(self, intake: Intake, cursor: dict[str, Any]) -> None:
        """Every ten minutes: which of the recent posts are gone, or have other words under the same name."""
        now, recent = self._now(), cursor["recent"]
        if not recent or (self._looked_back is not None and now - self._looked_back < LOOK_BACK):
            return
        self._looked_back = now
        uris = list(recent)
        changed: list[Comment] = []
        for start in range(0, len(uris), BATCH):
            asked = uris[start : start + BATCH]
            answer = await self._client.query(For.READING, POSTS, uris=asked)
            there = {parse.uri_of(one): one for one in wire.rows(answer, "posts")}
            for uri in asked:
                if uri not in there:
                    recent.pop(uri)
                    changed.append(parse.gone(self.page_id, uri, now))
                elif wire.text(there[uri], "cid") != recent[uri]:
                    recent[uri] = wire.text(there[uri], "cid")
                    made = await self.comment(there[uri])
                    changed += [parse.as_edited(made)] if made else []
        if changed:
            await intake.accept(changed)
            await intake.save_cursor(self.page_id, json.dumps(cursor))


def _indexed(view: wire.Wire) -> datetime | None:
    return wire.moment(wire.text(view, "indexedAt"))
