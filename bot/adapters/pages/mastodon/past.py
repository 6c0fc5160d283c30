"""A page's past on Mastodon: our own statuses with the threads around them, then the mentions that got no answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

from bot.adapters.pages.mastodon import parse
from bot.adapters.pages.mastodon.client import MastodonClient
from bot.adapters.pages.mastodon.reading import PAGE, Reading
from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.pacing import For
from bot.domain.comment import Comment, Portion
from bot.domain.errors import PermanentRefusal

OWN, MENTIONS = "own", "mentions"


async def past_of(
    client: MastodonClient, reading: Reading, since: datetime, resume: str = ""
) -> AsyncIterator[Portion]:
    """Portions, the newest first within each of the two parts. `resume` names the part and the id it had got to."""
    part, _, before = resume.partition(":")
    if part != MENTIONS:
        async for portion in _own(client, reading, since, before):
            yield portion
        before = ""
    async for portion in _mentions(client, reading, since, before):
        yield portion


async def _own(client: MastodonClient, reading: Reading, since: datetime, before: str) -> AsyncIterator[Portion]:
    own_id = await reading.own_id()
    while True:
        older = {"max_id": before} if before else {}
        found = await client.call(For.READING, "account_statuses", own_id, exclude_reblogs=True, limit=PAGE, **older)
        rows = parse.statuses_in(found)
        if not rows:
            return
        for one in rows:
            before = parse.status_id(one)
            if _older(one, since):
                return
            if wire.text(one, "in_reply_to_id") or wire.number(one, "replies_count"):
                yield Portion(comments=tuple(await _thread(client, reading, one)), resume=f"{OWN}:{before}")


async def _thread(client: MastodonClient, reading: Reading, status: wire.Wire) -> list[Comment]:
    """What stands around one of our statuses, ourselves included where it is a reply."""
    try:
        context = await client.call(For.READING, "status_context", parse.status_id(status))
    except PermanentRefusal:
        return []
    above, below = list(wire.rows(context, "ancestors")), list(wire.rows(context, "descendants"))
    reading.placed(status, above)
    ours = [status] if wire.text(status, "in_reply_to_id") else []
    if not ours:
        reading.placed({"id": "", "in_reply_to_id": parse.status_id(status)}, [status])
    tops = {parse.status_id(one) for one in above[:1] if parse.author_of(one, await reading.own_id()).is_page}
    wanted = [one for one in (*above, *ours, *below) if parse.status_id(one) not in tops]
    return [made for one in wanted if (made := await reading.comment(one)) is not None]


async def _mentions(client: MastodonClient, reading: Reading, since: datetime, before: str) -> AsyncIterator[Portion]:
    while True:
        older = {"max_id": before} if before else {}
        rows = parse.statuses_in(
            await client.call(For.READING, "notifications", types=["mention"], limit=PAGE, **older)
        )
        if not rows:
            return
        before = wire.text(rows[-1], "id")
        statuses = parse.mentioned_in(rows)
        young = [one for one in statuses if not _older(one, since)]
        comments = [made for one in young if (made := await reading.comment(one)) is not None]
        yield Portion(comments=tuple(comments), resume=f"{MENTIONS}:{before}")
        if len(young) < len(statuses):
            return


def _older(status: wire.Wire, since: datetime) -> bool:
    at = wire.moment(status.get("created_at"))
    return at is not None and at < since
