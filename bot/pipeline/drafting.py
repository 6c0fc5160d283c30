"""The drafting job's rows: which items a batch holds, what their reading means, where their suggestions go."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.coaching.talk_facts import asked_for
from bot.domain.addressing import address_of, addressed, bare, shifted
from bot.domain.brand import Brand
from bot.domain.reading import Kind, Reading, Urgency
from bot.domain.situation import Situation, Suggestions, SuggestRequest
from bot.domain.suggestion import Suggestion
from bot.domain.transitions import ItemState
from bot.store.codec import dump, load
from bot.store.moves import Reason, plan_reminders
from bot.store.rows import CommentRow, ItemRow, JobRow
from bot.store.tx import Tx

S = ItemState
URGENCY: dict[Urgency, int] = {Urgency.LOW: 0, Urgency.NORMAL: 1, Urgency.HIGH: 2, Urgency.NOW: 3}
_BEFORE_READING = frozenset({S.NEW, S.READING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One item being drafted: its job, its row and comment as they were read, and what the engine is given."""

    job: JobRow
    item: ItemRow
    comment: CommentRow
    situation: Situation

    @property
    def unread(self) -> bool:
        """Whether the comment still has to be read."""
        return self.item.state in _BEFORE_READING

    def request(self, seen: Sequence[str], *, seconds: float) -> SuggestRequest:
        """What to ask the engine for: the notes a person gave, nothing that was offered before. The engine does not
        see how the platform wants the author addressed."""
        wish = json.loads(self.job.payload) if self.job.payload else {}
        address = address_of(self.comment.extra)
        notes = tuple(wish.get("notes", ()))
        return SuggestRequest(
            notes=notes,
            facts=asked_for(notes, self.situation.brand.facts),
            base=bare(wish.get("base", ""), address),
            seconds=seconds,
            seed=self.item.id * 31 + self.item.round,
            avoid=tuple(bare(text, address) for text in seen),
            opinion=True,
        )


def still_wanted(item: ItemRow | None, job: JobRow) -> bool:
    """Whether a drafting job is still about the item as it stands: not overtaken, not of an earlier round."""
    if item is None or item.state not in (S.NEW, S.READING, S.DRAFTING):
        return False
    return job.key == f"draft:{item.id}:{item.round}"


def stays_silent(reading: Reading) -> str:
    """Why nothing needs to be drafted, "" when a person should see it. A proposal to hide and a crisis always
    come before a person."""
    if reading.hide or reading.crisis is not None or Kind.CRISIS in reading.kinds:
        return ""
    if reading.stay_out:
        return reading.stay_out_why or reading.why
    return "" if reading.needs_reply else reading.why


def keep_reading(tx: Tx, draft: Draft, reading: Reading) -> ItemRow:
    """Put the reading on the item: on to drafting, or left with its reason. Returns the row as it is now."""
    item = draft.item
    fields: dict[str, Any] = {
        "reading": dump(Reading, reading),
        "kinds": " ".join(sorted(kind.value for kind in reading.kinds)),
        "mood": reading.mood.value,
        "lang": reading.lang,
        "urgency": URGENCY[reading.urgency],
    }
    start = (S.READING,) if item.state is S.NEW else ()
    silent = stays_silent(reading)
    if not silent:
        return tx.items.move(item, *start, S.DRAFTING, **fields)
    tx.audit.add("engine", "left", item_id=item.id, brand_id=item.brand_id, why=silent)
    tx.jobs.done(draft.job)
    return tx.items.move(item, *start, S.LEFT, reason=silent, **fields)


def keep_suggestions(tx: Tx, draft: Draft, item: ItemRow, offered: Suggestions, brand: Brand) -> ItemRow:
    """Put the suggestions before people; a crisis is escalated with them. Deadline and reminder are set."""
    reading = load(Reading, item.reading) if item.reading else None
    if not offered.offers and offered.stay_out and reading is not None and not reading.hide and item.round == 1:
        tx.audit.add("engine", "left", item_id=item.id, brand_id=item.brand_id, why=offered.stay_out)
        tx.jobs.done(draft.job)
        return tx.items.move(item, S.LEFT, reason=offered.stay_out)
    tx.suggestions.add([(item.id, item.round, _addressed(offered, draft.comment))])
    deadline, next_at = plan_reminders(tx, item, received_at=max(draft.comment.received_at, item.created_at))
    best = max((one.score.total for one in offered.offers), default=None)
    crisis = reading is not None and (reading.crisis is not None or Kind.CRISIS in reading.kinds)
    detail = {"offers": len(offered.offers), "best": best, "log": list(offered.log)}
    tx.audit.add("engine", "suggested", item_id=item.id, brand_id=item.brand_id, **detail)
    tx.jobs.done(draft.job)
    return tx.items.move(
        item,
        S.ESCALATED if crisis else S.WAITING,
        best_score=best,
        deadline_at=deadline,
        next_at=next_at,
        reason=Reason.CRISIS if crisis else _why_empty(offered),
        urgency=3 if crisis else item.urgency,
        new_content=True,
    )


def _addressed(offered: Suggestions, comment: CommentRow) -> list[Suggestion]:
    """The offers as they would be published: with the author's address in front where the platform needs it."""
    address = address_of(comment.extra)
    made = [(offer, addressed(offer.text, address)) for offer in offered.offers]
    return [replace(one, text=text, score=shifted(one.score, len(text) - len(one.text))) for one, text in made]


def _why_empty(offered: Suggestions) -> str:
    if offered.offers:
        return ""
    return offered.stay_out or " ".join(need.question for need in offered.needs)
