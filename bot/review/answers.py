"""Building the desk's answers, and refusing with a sentence."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.decision import DecisionAnswer, DecisionRequest, Refused
from bot.domain.transitions import ItemState
from bot.review.messages import say, state_name, what
from bot.store.rows import ItemRow
from bot.store.tx import Tx


class Refusal(Exception):
    """Ends a decision with an answer; nothing was written."""

    def __init__(self, answer: DecisionAnswer) -> None:
        super().__init__(answer.message)
        self.answer = answer


def refuse(
    request: DecisionRequest, why: Refused, key: str, *, item: ItemRow | None = None, by: str = "", **values: object
) -> Refusal:
    """A refusal to raise, with its sentence in the person's language."""
    message = say(key, request.person.lang, **values)
    state = item.state if item else None
    return Refusal(DecisionAnswer(ok=False, message=message, state=state, refused=why, decided_by=by))


def refuse_decided(tx: Tx, request: DecisionRequest, item: ItemRow) -> Refusal:
    """For the loser of a race: who decided what; or, when nobody did, why it cannot be done in this state."""
    lang = request.person.lang
    last = next(
        (one for one in reversed(tx.decisions.of(item.id)) if one.undone_at is None and one.kind not in _ASIDE), None
    )
    if last is None or item.state in (ItemState.NEW, ItemState.READING, ItemState.DRAFTING):
        return refuse(request, Refused.NOT_ALLOWED, "not_now", item=item, state=state_name(item.state.value, lang))
    values = {"name": last.person_name, "what": what(last.kind, lang)}
    return refuse(request, Refused.ALREADY_DECIDED, "already_decided", item=item, by=last.person_name, **values)


_ASIDE = frozenset({"claim", "release", "assign", "another", "reword", "escalate", "undo", "reopen", "like", "unlike"})
"""Decisions that leave the item open: never the answer to "who decided?"."""


def agree(request: DecisionRequest, key: str, item: ItemRow, **values: object) -> DecisionAnswer:
    """A plain yes."""
    return DecisionAnswer(ok=True, message=say(key, request.person.lang, **values), state=item.state)


def agree_until(tx: Tx, request: DecisionRequest, key: str, item: ItemRow, grace: timedelta) -> DecisionAnswer:
    """A yes that can be undone for `grace`."""
    if not grace:
        return agree(request, "approved_now", item)
    return DecisionAnswer(
        ok=True,
        message=say(key, request.person.lang, seconds=round(grace.total_seconds())),
        state=item.state,
        undo_until=tx.at + grace,
        undo_for=grace,
    )
