"""Reading pages whose platform has posts, comments below them and replies below those, by listing.

A post that people talk below is looked at often, one that has gone quiet ever more seldom; where the platform counts
a post's comments, a new count brings the look forward. New, edited, hidden and deleted are told apart by comparing
with what was listed before.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.cursors import read_cursor
from bot.adapters.pages.shared.http import as_json
from bot.adapters.pages.shared.staff import Staff
from bot.domain.comment import Author, Comment, CommentEvent, Portion, Post
from bot.domain.errors import PermanentRefusal
from bot.ports import Intake

E = CommentEvent
SELDOMEST = timedelta(hours=6)
QUIETER = 20
"""A post is looked at again after this part of the time for which it has been quiet."""
MOST_POSTS, MOST_RECENT, MOST_KNOWN, BATCH = 200, 600, 5000, 100
BEFORE = timedelta(days=30)
"""People talk below posts that are older than their comments by about this much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A post as its page lists it. `mark` changes with what is said below it, "" where the platform does not tell.
    `watched` are comments that were stored from below it, the latest last: for sources whose lists never tell that they
    were whole, and which have to ask for them by name."""

    post: Post
    mark: str = ""
    watched: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some of the comments below a post. `whole` says, on the last part, that nothing was left out."""

    comments: Sequence[Comment]
    whole: bool = False


class Source(Protocol):
    """What a platform brings. Comments that the platform hides carry the event `HIDDEN`."""

    async def prove(self) -> Sequence[str]:
        """Ask something that needs the page's access; ids and handles under which the page itself writes."""
        ...

    def posts(self, since: datetime) -> AsyncIterator[Listed]:
        """The page's posts since then, newest first."""
        ...

    def below(self, listed: Listed, since: datetime) -> AsyncIterator[Part]:
        """Comments and replies below a post; those before `since` may be left out."""
        ...

    async def replies(self, ext_id: str) -> Sequence[Comment]:
        """What stands below a comment, oldest first."""
        ...

    async def one(self, ext_id: str) -> Comment | None:
        """One comment, None where it is gone."""
        ...

    async def post(self, ext_id: str) -> Post | None:
        """One post, None where it cannot be read."""
        ...


class Tree:
    """One page's reading. The cursor is JSON: `since` the time from which comments are wanted, `posts` what is known
    of each, `recent` the comments whose deletion is watched, each with its post."""

    def __init__(
        self,
        page_id: str,
        source: Source,
        staff: Staff,
        *,
        every: timedelta,
        days: float = 30,
        now: Callable[[], datetime],
    ) -> None:
        self.page_id, self._source, self._staff, self._now = page_id, source, staff, now
        self._every, self._days = every, timedelta(days=days)
        self._known: dict[str, tuple[str, bool]] = {}
        self._began = now()

    async def look(self, intake: Intake, *, first: timedelta) -> None:
        """Everything new below the posts that are due; what is stored is kept post by post."""
        now = self._now()
        kept = _read(await intake.cursor(self.page_id))
        kept["since"] = kept["since"] or (now - first).isoformat()
        since = wire.moment(kept["since"]) or now - first
        async for listed in self._source.posts(now - self._days):
            known = kept["posts"].get(listed.post.ext_id, {})
            if not self._due(listed, known, now):
                continue
            try:
                heard = await self._below(intake, listed, since, kept)
            except PermanentRefusal:  # taken down meanwhile, or comments were switched off
                heard = None
            before = wire.moment(wire.text(known, "heard")) or listed.post.created_at or now
            kept["posts"].pop(listed.post.ext_id, None)
            kept["posts"][listed.post.ext_id] = {
                "mark": listed.mark,
                "looked": now.isoformat(),
                "heard": max(before, heard or before).isoformat(),
            }
            _cut(kept)
            await intake.save_cursor(self.page_id, json.dumps(kept))

    def _due(self, listed: Listed, known: wire.Wire, now: datetime) -> bool:
        looked = wire.moment(wire.text(known, "looked"))
        if looked is None or (listed.mark and listed.mark != wire.text(known, "mark")):
            return True
        heard = wire.moment(wire.text(known, "heard")) or looked
        return now - looked >= min(SELDOMEST, max(self._every, (now - heard) / QUIETER))

    async def _below(self, intake: Intake, listed: Listed, since: datetime, kept: dict[str, Any]) -> datetime | None:
        """Store what changed below one post; when somebody last wrote there."""
        here: dict[str, Comment] = {}
        whole = False
        known = [id_ for id_, post in kept["recent"].items() if post == listed.post.ext_id]
        listed = replace(listed, watched=known)
        async for part in self._source.below(listed, since):
            whole = part.whole
            here |= {one.ext_id: self.marked(one, listed.post) for one in part.comments}
        young = [one for one in here.values() if _last_changed(one) >= since]
        news = [event for one in young for event in self._events(one, kept)]
        standing = [one.ext_id for one in young if one.event is not E.DELETED]
        await self._watch(intake, standing, listed.post.ext_id, kept)
        unlisted = {id_: await self._source.one(id_) for id_ in known if id_ not in here} if whole else {}
        for ext_id, found in unlisted.items():
            news += self._gone(ext_id) if found is None else self._events(self.marked(found), kept)
        news.sort(key=lambda one: one.created_at)
        for start in range(0, len(news), BATCH):
            await intake.accept(news[start : start + BATCH])
        for one in (*young, *(found for found in unlisted.values() if found is not None)):
            self._remember(one)
        gone = [one.ext_id for one in young if one.event is E.DELETED]
        for ext_id in (*gone, *(ext_id for ext_id, found in unlisted.items() if found is None)):
            kept["recent"].pop(ext_id, None)
            self._known.pop(ext_id, None)
        return max((one.created_at for one in here.values()), default=None)

    async def _watch(self, intake: Intake, ext_ids: Sequence[str], post_id: str, kept: dict[str, Any]) -> None:
        """Note whose deletion is to be noticed, before they are stored: a look that is cut off in between would
        otherwise leave comments behind that nobody watches."""
        fresh = [ext_id for ext_id in ext_ids if ext_id not in kept["recent"]]
        if fresh:
            kept["recent"] |= dict.fromkeys(fresh, post_id)
            _cut(kept)
            await intake.save_cursor(self.page_id, json.dumps(kept))

    def recognise(self, *names: str) -> None:
        """Ids and handles of the page itself, once they are known."""
        self._staff = self._staff.and_also(*names)

    def marked(self, comment: Comment, post: Post | None = None) -> Comment:
        """The comment with its post, and its author marked where it is one of us."""
        return self._staff.marked(replace(comment, post=comment.post or post))

    def _events(self, one: Comment, kept: dict[str, Any]) -> list[Comment]:
        """What has to be told of a listed comment; nothing where all is as it was."""
        known = self._known.get(one.ext_id)
        if one.event is E.DELETED:
            return [one]
        if known is None:
            may_be_known = one.ext_id in kept["recent"] or one.created_at < self._began
            edited = [replace(one, event=E.EDITED)] if may_be_known and one.event is E.CREATED else []
            return [one, *edited]
        text, hidden = known
        found = [replace(one, event=E.EDITED)] if text != one.text else []
        if hidden != (one.event is E.HIDDEN):
            found.append(replace(one, event=E.SHOWN if hidden else E.HIDDEN))
        return found

    def _gone(self, ext_id: str) -> list[Comment]:
        """What is not listed any more is gone only if it cannot be had by its id: lists leave hidden ones out."""
        author, now = Author(), self._now()
        return [Comment(page_id=self.page_id, ext_id=ext_id, text="", author=author, created_at=now, event=E.DELETED)]

    def _remember(self, one: Comment) -> None:
        self._known.pop(one.ext_id, None)
        self._known[one.ext_id] = (one.text, one.event is E.HIDDEN)
        while len(self._known) > MOST_KNOWN:
            self._known.pop(next(iter(self._known)))

    async def past(self, since: datetime, resume: str = "") -> AsyncIterator[Portion]:
        """Post by post, newest first; `resume` is the time of the last post that is done."""
        done = wire.moment(resume)
        async for listed in self._source.posts(since - BEFORE):
            made = listed.post.created_at
            if done is not None and made is not None and made >= done:
                continue
            try:
                parts = [part async for part in self._source.below(listed, since)]
            except PermanentRefusal:
                continue
            found = [self.marked(one, listed.post) for part in parts for one in part.comments]
            found = [replace(one, event=E.CREATED) for one in found if one.created_at >= since]
            yield Portion(comments=tuple(found), resume=made.isoformat() if made else "")


def _last_changed(one: Comment) -> datetime:
    """When it was written, or last changed where the platform says so in the pair `updated`."""
    return max(one.created_at, wire.moment(dict(one.extra).get("updated", "")) or one.created_at)


def _cut(kept: dict[str, Any]) -> None:
    for part, most in (("posts", MOST_POSTS), ("recent", MOST_RECENT)):
        while len(kept[part]) > most:
            kept[part].pop(next(iter(kept[part])))


def _read(cursor: str) -> dict[str, Any]:
    kept, posts = read_cursor(cursor, "since"), wire.table(as_json(cursor), "posts")
    return {**kept, "posts": {str(key): dict(value) for key, value in posts.items() if isinstance(value, dict)}}
