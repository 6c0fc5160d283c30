"""One thread as rows to count: who was answered when, by what kind of reply, and whether they wrote again. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.weeks import week_of

DIGEST_ORDER = ("crisis", "abuse", "spam", "complaint", "question", "request", "suggestion", "story", "joke", "praise")
"""Which of several kinds leads: what a team would act on first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnFacts:
    """One turn as it stands. Times are microseconds. `kinds`, `mood`, `lang`, `needed` are of the reading (of the
    page's own turns they are empty). `item_id` and the rest are set where the program decided on this comment:
    `sent_as` is the platform's id of the reply it published; `choice`, `advised` and `decided_by` of its decision."""

    comment_id: int
    ext_id: str
    parent_ext_id: str
    own: bool
    author: str
    at: int
    words: int
    lang: str = ""
    kinds: frozenset[str] = frozenset()
    mood: str = ""
    needed: bool = False
    item_id: int | None = None
    sent_as: str = ""
    choice: str = ""
    advised: int | None = None
    decided_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyFacts:
    """What one of the page's own turns does: its moves, its score, whether it leaves a turn."""

    moves: frozenset[str]
    score: int
    two_way: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """One row of `evidence`: the turn, and what was made of it."""

    turn: TurnFacts
    week: int
    last: bool
    kind: str
    reply: TurnFacts | None = None
    reply_facts: ReplyFacts | None = None
    answered_at: int | None = None
    mood_after: str = ""
    turns: int = 0
    others: int = 0


def leading_kind(kinds: frozenset[str]) -> str:
    """The kind a comment is counted under."""
    return next((kind for kind in DIGEST_ORDER if kind in kinds), "other")


def rows_of(turns: Sequence[TurnFacts], replies: Mapping[int, ReplyFacts]) -> list[EvidenceRow]:
    """The rows of one thread. `turns` oldest first; `replies` by comment id of the page's own turns."""
    answers = _replies_to(turns)
    final = turns[-1].comment_id if turns else 0
    return [
        _row(turns, number, turn, answers.get(turn.comment_id), replies, final) for number, turn in enumerate(turns)
    ]


def _row(
    turns: Sequence[TurnFacts],
    number: int,
    turn: TurnFacts,
    reply_at: int | None,
    replies: Mapping[int, ReplyFacts],
    final: int,
) -> EvidenceRow:
    base = EvidenceRow(
        turn=turn,
        week=week_of(turn.at),
        last=turn.comment_id == final,
        kind="" if turn.own else leading_kind(turn.kinds),
        reply_facts=replies.get(turn.comment_id) if turn.own else None,
    )
    if turn.own or reply_at is None:
        return base
    reply, later = turns[reply_at], turns[reply_at + 1 :]
    # Without an author nobody can tell whether it is the same person who writes again.
    back = next((one for one in later if not one.own and turn.author and one.author == turn.author), None)
    return EvidenceRow(
        turn=turn,
        week=base.week,
        last=base.last,
        kind=base.kind,
        reply=reply,
        reply_facts=replies.get(reply.comment_id),
        answered_at=back.at if back else None,
        mood_after=back.mood if back else "",
        turns=sum(one.own or one.author == turn.author != "" for one in later),
        others=len({one.author for one in later if not one.own and one.author != turn.author}),
    )


def _replies_to(turns: Sequence[TurnFacts]) -> dict[int, int]:
    """Comment id -> place of the page's first reply to it.

    What the program published is known; else a turn names the comment it stands under. On platforms that hang
    every reply under the thread's first comment, a reply is to the last turn of somebody else before it.
    """
    places = {turn.ext_id: number for number, turn in enumerate(turns)}
    sent = {turn.sent_as: turn.comment_id for turn in turns if turn.sent_as}
    root = turns[0].ext_id if turns else ""
    found: dict[int, int] = {}
    for number, turn in enumerate(turns):
        if not turn.own:
            continue
        to = sent.get(turn.ext_id) or _named(turns, places, number, turn, root) or _before(turns, number)
        if to:
            found.setdefault(to, number)
    return found


def _named(turns: Sequence[TurnFacts], places: Mapping[str, int], number: int, turn: TurnFacts, root: str) -> int:
    place = places.get(turn.parent_ext_id)
    if place is None or place >= number or turns[place].own:
        return 0
    if turn.parent_ext_id == root and any(not one.own for one in turns[1:number]):
        return 0
    return turns[place].comment_id


def _before(turns: Sequence[TurnFacts], number: int) -> int:
    return next((one.comment_id for one in reversed(turns[:number]) if not one.own), 0)
