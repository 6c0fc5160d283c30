"""What to read when: mentions and our own statuses from where we had got to, edits and deletions of what is recent."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.adapters.pages.mastodon import parse
from bot.adapters.pages.mastodon.client import MastodonClient
from bot.adapters.pages.mastodon.parse import Place
from bot.adapters.pages.mastodon.stream import Stirred
from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.cursors import read_cursor
from bot.adapters.pages.shared.pacing import For
from bot.adapters.pages.shared.staff import Staff
from bot.domain.comment import Comment, Post
from bot.domain.errors import PermanentRefusal
from bot.domain.publication import FollowedReply
from bot.ports import Intake

PAGE = 40
RECENT = 120
BATCH = 20
LOOK_BACK = timedelta(minutes=10)
PLACES = 4000


class Reading:
    """One account's reading. The cursor is JSON: `mentions` and `own` are the ids up to which all is stored, `recent`
    the statuses whose edits and deletions are watched, each with its last edit."""

    def __init__(self, page_id: str, client: MastodonClient, staff: Staff, *, now: Callable[[], datetime]) -> None:
        self.page_id, self._client, self._staff, self._now = page_id, client, staff, now
        self._own_id = ""
        self._places: OrderedDict[str, Place] = OrderedDict()
        self._looked_back: datetime | None = None

    async def own_id(self) -> str:
        """Our account's id."""
        if not self._own_id:
            me = await self._client.call(For.READING, "account_verify_credentials")
            self._own_id = wire.text(me, "id")
        return self._own_id

    async def look(self, intake: Intake, stirred: Stirred, *, first: timedelta) -> None:
        """Everything new since last time; the place is kept after each portion is stored."""
        await self.own_id()
        edited, deleted = stirred.take()
        cursor = read_cursor(await intake.cursor(self.page_id), "mentions", "own")
        try:
            await self._mentions(intake, cursor, first)
            await self._own(intake, cursor, first)
            await self._changes(intake, cursor, edited, deleted)
        except BaseException:
            stirred.edited |= edited
            stirred.deleted |= deleted
            raise

    async def _mentions(self, intake: Intake, cursor: dict[str, Any], first: timedelta) -> None:
        while True:
            since = {"min_id": cursor["mentions"]} if cursor["mentions"] else {}
            found = await self._client.call(For.READING, "notifications", types=["mention"], limit=PAGE, **since)
            rows = parse.statuses_in(found)
            if not rows:
                return
            statuses = parse.mentioned_in(rows)[::-1]
            await self._store(intake, cursor, self._young(statuses, first, cursor["mentions"]))
            newest = wire.text(rows[0], "id")
            done = not cursor["mentions"] or newest == cursor["mentions"]
            cursor["mentions"] = newest
            await intake.save_cursor(self.page_id, json.dumps(cursor))
            if done:
                return

    async def _own(self, intake: Intake, cursor: dict[str, Any], first: timedelta) -> None:
        while True:
            since = {"min_id": cursor["own"]} if cursor["own"] else {}
            own_id = await self.own_id()
            found = await self._client.call(
                For.READING, "account_statuses", own_id, exclude_reblogs=True, limit=PAGE, **since
            )
            rows = parse.statuses_in(found)
            if not rows:
                return
            replies = [one for one in rows[::-1] if wire.text(one, "in_reply_to_id")]
            await self._store(intake, cursor, self._young(replies, first, cursor["own"]), watch=False)
            newest = wire.text(rows[0], "id")
            done = not cursor["own"] or newest == cursor["own"]
            cursor["own"] = newest
            await intake.save_cursor(self.page_id, json.dumps(cursor))
            if done:
                return

    def _young(self, statuses: list[wire.Wire], first: timedelta, known: str) -> list[wire.Wire]:
        """At the first look of all, what is not older than `first`; later on everything."""
        if known:
            return statuses
        oldest = self._now() - first
        return [one for one in statuses if (wire.moment(one.get("created_at")) or oldest) >= oldest]

    async def _store(
        self, intake: Intake, cursor: dict[str, Any], statuses: Sequence[wire.Wire], *, watch: bool = True
    ) -> None:
        comments = [made for one in statuses if (made := await self.comment(one)) is not None]
        if watch and statuses:  # before they are stored: whoever is stopped in between still watches them afterwards
            for one in statuses:
                cursor["recent"][parse.status_id(one)] = parse.edited_at(one)
            while len(cursor["recent"]) > RECENT:
                cursor["recent"].pop(next(iter(cursor["recent"])))
            await intake.save_cursor(self.page_id, json.dumps(cursor))
        if comments:
            await intake.accept(comments)

    async def comment(self, status: wire.Wire) -> Comment | None:
        """A status as a comment in its thread."""
        own_id = await self.own_id()
        made = parse.comment_of(status, self.page_id, own_id, await self.place(status))
        return self._staff.marked(made) if made else None

    async def place(self, status: wire.Wire) -> Place:
        """Where a status stands; what is above it is asked of the server only where we do not know it yet."""
        ext_id, parent = parse.status_id(status), wire.text(status, "in_reply_to_id")
        if not parent:
            return self._keep(ext_id, Place(thread=ext_id))
        above = self._places.get(parent)
        if above is not None and above.post is not None and above.post.ext_id == parent:
            return self._keep(ext_id, Place(thread=ext_id, post=above.post))
        if above is not None:
            return self._keep(ext_id, Place(thread=above.thread, parent=parent, post=above.post))
        try:
            context = await self._client.call(For.READING, "status_context", ext_id)
        except PermanentRefusal:
            return parse.place_alone(status)
        return self.placed(status, list(wire.rows(context, "ancestors")))

    def placed(self, status: wire.Wire, above: list[wire.Wire]) -> Place:
        """The same, given what is above; all of it is remembered."""
        for number, one in enumerate(above):
            place = parse.place_below(one, above[:number], self._own_id)
            if number == 0 and parse.author_of(one, self._own_id).is_page:
                place = Place(thread="", post=parse.post_of(one, self._own_id))
            self._keep(parse.status_id(one), place)
        return self._keep(parse.status_id(status), parse.place_below(status, above, self._own_id))

    def _keep(self, ext_id: str, place: Place) -> Place:
        self._places[ext_id] = place
        self._places.move_to_end(ext_id)
        while len(self._places) > PLACES:
            self._places.popitem(last=False)
        return place

    async def below(self, followed: FollowedReply, since: datetime) -> list[Comment]:
        """What others wrote below one of our replies."""
        own_id = await self.own_id()
        context = await self._client.call(For.READING, "status_context", followed.ext_id)
        post = Post(ext_id=followed.post_ext_id) if followed.post_ext_id else None
        found = []
        for one in wire.rows(context, "descendants"):
            place = Place(thread=followed.thread_ext_id, parent=wire.text(one, "in_reply_to_id"), post=post)
            made = parse.comment_of(one, self.page_id, own_id, place)
            if made is not None and made.created_at >= since:
                found.append(self._staff.marked(made))
        return found

    # ------------------------------------------------------------ edits and deletions

    async def _changes(self, intake: Intake, cursor: dict[str, Any], edited: set[str], deleted: set[str]) -> None:
        """What the stream told of, and every ten minutes all that is recent, since streams tell of a part only."""
        recent: dict[str, str] = cursor["recent"]
        told = [ext_id for ext_id in recent if ext_id in edited or ext_id in deleted]
        now = self._now()
        if self._looked_back is None or now - self._looked_back >= LOOK_BACK:
            told, self._looked_back = list(recent), now
        for start in range(0, len(told), BATCH):
            await self._compare(intake, recent, told[start : start + BATCH])
        if told:
            await intake.save_cursor(self.page_id, json.dumps(cursor))

    async def _compare(self, intake: Intake, recent: dict[str, str], ext_ids: list[str]) -> None:
        there = await self._standing(ext_ids)
        changed: list[Comment] = []
        for ext_id in ext_ids:
            status = there.get(ext_id)
            if status is None:
                recent.pop(ext_id, None)
                changed.append(parse.gone(self.page_id, ext_id, self._now()))
            elif parse.edited_at(status) != recent[ext_id]:
                recent[ext_id] = parse.edited_at(status)
                made = await self.comment(status)
                if made is not None:
                    changed.append(parse.as_edited(made))
        if changed:
            await intake.accept(changed)

    async def _standing(self, ext_ids: list[str]) -> dict[str, wire.Wire]:
        """Those of the statuses that are still there; one by one on servers that do not give several at once."""
        try:
            rows = parse.statuses_in(await self._client.call(For.READING, "statuses", ext_ids))
        except PermanentRefusal:
            rows = []
        found = {parse.status_id(one): one for one in rows}
        for ext_id in ext_ids:
            if ext_id not in found:  # a list may leave one out for other reasons: only "not found" is believed
                try:
                    found[ext_id] = await self._client.call(For.READING, "status", ext_id)
                except PermanentRefusal:
                    continue
        return found
