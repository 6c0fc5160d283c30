"""Hiding on Bluesky: the author of a post keeps a list of answers that are folded away below it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.adapters.pages.bluesky import parse, render
from bot.adapters.pages.bluesky.client import AlreadyThere, BlueskyClient
from bot.adapters.pages.bluesky.reading import POSTS
from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.pacing import For
from bot.domain.errors import NotSent, PermanentRefusal
from bot.domain.troubles import Trouble, trouble

GATE = "app.bsky.feed.threadgate"
MOST = 300


async def hide_below_own_post(client: BlueskyClient, uri: str, *, hidden: bool, now: datetime) -> None:
    """Put an answer on the list of the post above it, or take it off. Raises `PermanentRefusal` where the thread is
    not ours or the list is full, `NotSent` where somebody else changed the list at the same moment."""
    await client.log_in()
    view = next(wire.rows(await client.query(For.WRITING, POSTS, uris=[uri]), "posts"), None)
    if view is None:
        raise PermanentRefusal(trouble(Trouble.COMMENT_GONE))
    root = parse.root_of(view)
    if parse.did_of(root) != client.did or root == uri:
        raise PermanentRefusal(trouble(Trouble.CANNOT_HIDE))
    standing, cid = await _gate(client, root)
    record = with_hidden(standing, root, uri, hidden=hidden, now=now)
    if record is None:
        return
    body = {"repo": client.did, "collection": GATE, "rkey": parse.rkey_of(root), "record": record, "swapRecord": cid}
    try:
        await client.write("com.atproto.repo.putRecord", body)
    except AlreadyThere as error:
        raise NotSent("the list of hidden answers changed meanwhile") from error


async def _gate(client: BlueskyClient, root: str) -> tuple[dict[str, Any], str | None]:
    try:
        answer = await client.query(
            For.WRITING, "com.atproto.repo.getRecord", repo=client.did, collection=GATE, rkey=parse.rkey_of(root)
        )
    except PermanentRefusal:
        return {}, None
    return dict(wire.table(answer, "value")), wire.text(answer, "cid") or None


def with_hidden(standing: dict[str, Any], root: str, uri: str, *, hidden: bool, now: datetime) -> dict[str, Any] | None:
    """The list with the answer on it or off it, all else as it was; None where nothing is to be changed."""
    listed = [one for one in standing.get("hiddenReplies") or [] if isinstance(one, str)]
    if (uri in listed) == hidden:
        return None
    listed = [*listed, uri] if hidden else [one for one in listed if one != uri]
    if len(listed) > MOST:
        raise PermanentRefusal(trouble(Trouble.CANNOT_HIDE, f"{MOST} answers are hidden there already"))
    return {"$type": GATE, "post": root, "createdAt": render.stamp(now), **standing, "hiddenReplies": listed}
