"""Liking on Bluesky: a record of our own that points to the post, under a key that belongs to that post."""

from __future__ import annotations

from datetime import datetime

from bot.adapters.pages.bluesky import parse, render
from bot.adapters.pages.bluesky.client import AlreadyThere, BlueskyClient
from bot.adapters.pages.bluesky.reading import POSTS
from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.pacing import For
from bot.domain.errors import PermanentRefusal
from bot.domain.troubles import Trouble, trouble

LIKE = "app.bsky.feed.like"
DELETED = 1
"""Points that a deletion costs."""


async def set_like(client: BlueskyClient, uri: str, *, liked: bool, now: datetime) -> None:
    """Write the record, or delete it. One that was made in another program, under a key of its own, counts too."""
    await client.log_in()
    view = next(wire.rows(await client.query(For.WRITING, POSTS, uris=[uri]), "posts"), None)
    standing = wire.text(view, "viewer", "like")
    rkey = render.rkey_of(f"like {uri}")
    if not liked:
        for key in {rkey, parse.rkey_of(standing)} - {""}:
            place = {"repo": client.did, "collection": LIKE, "rkey": key}
            await client.write("com.atproto.repo.deleteRecord", place, points=DELETED)
        return
    if view is None:
        raise PermanentRefusal(trouble(Trouble.COMMENT_GONE))
    if standing:
        return
    record = {
        "$type": LIKE,
        "subject": {"uri": uri, "cid": wire.text(view, "cid")},
        "createdAt": render.stamp(now),
    }
    body = {"repo": client.did, "collection": LIKE, "rkey": rkey, "swapRecord": None, "record": record}
    try:
        await client.write("com.atproto.repo.putRecord", body)
    except AlreadyThere:
        return
