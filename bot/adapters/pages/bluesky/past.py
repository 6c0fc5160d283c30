"""A page's past on Bluesky: our own posts with the threads around them, then the notices that got no answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

from bot.adapters.pages.bluesky import parse
from bot.adapters.pages.bluesky.client import BlueskyClient
from bot.adapters.pages.bluesky.reading import FEED, NOTICES, PAGE, Reading
from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.pacing import For
from bot.domain.comment import Comment, Portion
from bot.domain.errors import PermanentRefusal

OWN, NOTICED = "own", "notices"


async def past_of(client: BlueskyClient, reading: Reading, since: datetime, resume: str = "") -> AsyncIterator[Portion]:
    """Portions, the newest first within each of the two parts. `resume` names the part and the server's place in it."""
    await client.log_in()
    part, _, cursor = resume.partition(":")
    if part != NOTICED:
        async for portion in _own(client, reading, since, cursor):
            yield portion
        cursor = ""
    async for portion in _notices(client, reading, since, cursor):
        yield portion


async def _own(client: BlueskyClient, reading: Reading, since: datetime, cursor: str) -> AsyncIterator[Portion]:
    while True:
        answer = await client.query(
            For.READING, FEED, actor=client.did, filter="posts_with_replies", limit=PAGE, cursor=cursor
        )
        rows = [wire.table(one, "post") for one in wire.rows(answer, "feed") if not wire.table(one, "reason")]
        mine = [one for one in rows if parse.author_of(one, client.did).is_page]
        young = [one for one in mine if parse.said_at(one) >= since]
        here = cursor
        cursor = wire.text(answer, "cursor")
        for one in young:
            if parse.parent_of(one) or wire.number(one, "replyCount"):
                yield Portion(comments=tuple(await _around(client, reading, one)), resume=f"{OWN}:{here}")
        if not cursor or len(young) < len(mine):
            return


async def _around(client: BlueskyClient, reading: Reading, view: wire.Wire) -> list[Comment]:
    """What stands around one of our posts, itself included where it is an answer."""
    try:
        answer = await reading.thread(parse.uri_of(view), depth=100)
    except PermanentRefusal:
        return []
    thread = wire.table(answer, "thread")
    above = parse.above(thread)
    views = {parse.uri_of(one): one for one in [*above, view]}
    reading.placed(view, above)
    wanted = [one for one in [*above, view] if parse.parent_of(one) or not parse.author_of(one, client.did).is_page]
    found = [made for one in wanted if (made := await reading.comment(one)) is not None]
    for below, path in parse.below(thread):
        views[parse.uri_of(below)] = below
        place = reading.placed(below, [*above, view, *(views[uri] for uri in path)])
        made = await reading.comment(below, place)
        found += [made] if made is not None else []
    return found


async def _notices(client: BlueskyClient, reading: Reading, since: datetime, cursor: str) -> AsyncIterator[Portion]:
    while True:
        answer = await client.query(For.READING, NOTICES, limit=PAGE, reasons=list(parse.REASONS), cursor=cursor)
        rows = list(wire.rows(answer, "notifications"))
        young = [one for one in rows if parse.said_at(one) >= since]
        views = {parse.uri_of(one): one for one in young if wire.text(one, "reason") in parse.REASONS}
        comments = [made for one in views.values() if (made := await reading.comment(one)) is not None]
        cursor = wire.text(answer, "cursor")
        yield Portion(comments=tuple(comments), resume=f"{NOTICED}:{cursor}" if cursor else "")
        if not rows or not cursor or len(young) < len(rows):
            return
