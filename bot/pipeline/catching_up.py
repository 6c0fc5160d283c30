"""A channel that was added later, or was away from the settings for a while, gets what waits for a decision.

What is shown at all is known from the cards, so nothing else has to be remembered: what is open, newer than a brand's
newest card in the channel, and waits in no lane, has never been on its way there. In the course of a normal start there
is no such item.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.domain.transitions import OPEN_FOR_DECISION
from bot.pipeline import showing
from bot.pipeline.work import Channel
from bot.store.tx import Tx

MOST = 60
"""Cards that a channel gets at once, and again as many that are drawn anew; the inbox has them all."""
PRIORITY = showing.CATCHING_UP
_MORE: Mapping[str, tuple[str, str]] = {
    "en": (
        "One older comment is waiting too; “queue” lists it.",
        "{count} older comments are waiting too; “queue” lists them.",
    ),
    "es": (
        "También espera un comentario anterior; con «cola» lo ves.",
        "También esperan {count} comentarios anteriores; con «cola» los ves.",
    ),
}


def catch_up(tx: Tx, channels: Mapping[str, Channel]) -> None:
    """Put into each channel's lane what it has missed: the urgent first, then the newest. After everything that is
    new, so that a long list holds up nothing."""
    brands = tx.inbox.brand_ids()
    for channel_id, channel in channels.items():
        if not channel.catches_up:
            continue
        about = [one for one in brands if channel.shows(one)]
        lane = showing.LANE + channel_id
        missed = tx.cards.missed(channel_id, about, OPEN_FOR_DECISION, urgent=showing.URGENT, lane=lane)
        outdated = tx.cards.outdated(channel_id, about, lane=lane, most=MOST)
        for number, item_id in enumerate([*missed[:MOST], *outdated]):
            # A lane is worked in the order of these times.
            tx.jobs.enqueue(lane, f"{lane}:{item_id}", item_id=item_id, run_at=tx.now + number, priority=PRIORITY)
        left = len(missed) - MOST
        if left > 0:
            texts = {lang: both[left > 1].format(count=left) for lang, both in _MORE.items()}
            payload, key = json.dumps({"key": "text", "texts": texts}), f"say:{channel_id}:missed:{tx.now}"
            tx.jobs.enqueue(lane, key, run_at=tx.now + MOST + len(outdated), priority=PRIORITY, payload=payload)
