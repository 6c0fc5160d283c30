"""Liking a comment as the page. It ends nothing: whatever else is to be decided stays to be decided."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.domain.decision import LIKES, DecisionAnswer, DecisionKind, Refused
from bot.review.answers import agree, refuse
from bot.review.context import Context
from bot.store.rows import DecisionRow

K = DecisionKind


def liked(decisions: Sequence[DecisionRow]) -> bool:
    """Whether the page likes the comment, as far as it was decided here. A like that the platform refused is undone."""
    standing = [one.kind for one in decisions if one.kind in LIKES and one.undone_at is None]
    return bool(standing) and standing[-1] == K.LIKE


def like(context: Context) -> DecisionAnswer:
    """Like it; the platform is told by a job."""
    return _told(context, wanted=True)


def unlike(context: Context) -> DecisionAnswer:
    """Take the like back."""
    return _told(context, wanted=False)


def _told(context: Context, *, wanted: bool) -> DecisionAnswer:
    tx, request, item, page = context.tx, context.request, context.item, context.page
    if page is None or not page.can_like:
        platform = page.platform if page else item.page_id
        raise refuse(request, Refused.CANNOT, "cannot_like", item=item, platform=platform)
    message = "liking" if wanted else "unliking"
    if liked(tx.decisions.of(item.id)) == wanted:  # two people pressed: the second wish is fulfilled already
        return agree(request, message, item)
    decision = context.keep()
    payload = json.dumps({"liked": wanted, "decision": decision})
    tx.jobs.enqueue("like", f"like:{item.id}:{decision}", item_id=item.id, payload=payload, priority=0)
    return agree(request, message, tx.items.touch(item))
