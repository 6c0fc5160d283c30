"""Draft, score, advise, redraft: until good enough or the budget is spent, keeping the best so far. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.coaching.composing.composer import Draft
from bot.coaching.composing.variety import bits, shared
from bot.domain.score import Finding, Score

GOOD_ENOUGH = "good enough"
BUDGET_SPENT = "budget spent"
NO_BETTER = "no better draft found"
TOO_ALIKE = 0.47
"""Share of words with a recent reply from which a draft is left out; an answer from the base may repeat itself."""
NEVER_ABOVE = 0.64
_SAME_OFFER, _SAME_ANSWER = 0.6, 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A draft with its score. `nearest` is the greatest share of its words that a recent reply holds too."""

    draft: Draft
    score: Score
    nearest: float = 0.0

    @property
    def blocked(self) -> bool:
        """Whether the score found something that must not be published."""
        return bool(self.score.blocks)

    @property
    def rank(self) -> float:
        """Greater is better: the score, less what was just said elsewhere, last what is blocked."""
        alike = max(0.0, self.nearest - 0.35) * 60
        return self.score.total - alike - (1000 if self.blocked else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The best drafts found, best first, and why the loop ended."""

    best: tuple[Scored, ...]
    stopped: str
    rounds: int


def improve(
    make: Callable[[int, str, Sequence[Finding]], Sequence[Draft]],
    score: Callable[[Sequence[Draft]], Sequence[Score]],
    *,
    count: int,
    good_enough: int,
    rounds: int,
    nearest: Callable[[str], float] = lambda text: 0.0,
) -> Outcome:
    """Ask `make` for drafts, round after round, each time with the best so far and what was found in it, until
    `count` different drafts are there and the best reaches `good_enough`. A round that gives nothing new ends it, and
    so does one after which the best is no better, where there is nothing left to fill up."""
    seen: dict[str, Scored] = {}
    leader: tuple[str, Sequence[Finding]] = ("", ())
    reached_so_far = -1
    for turn in range(max(1, rounds)):
        fresh = [draft for draft in make(turn, *leader) if draft.text not in seen]
        if not fresh:
            return Outcome(best=choose(seen.values(), count), stopped=NO_BETTER, rounds=turn + 1)
        for draft, total in zip(fresh, score(fresh), strict=True):
            seen[draft.text] = Scored(draft=draft, score=total, nearest=nearest(draft.text))
        best = choose(seen.values(), count)
        if len(best) >= min(count, len(seen)) and best and best[0].score.total >= good_enough:
            return Outcome(best=best, stopped=GOOD_ENOUGH, rounds=turn + 1)
        top = best[0].score.total if best else -1
        if turn and top <= reached_so_far and len(best) >= count:
            return Outcome(best=best, stopped=NO_BETTER, rounds=turn + 1)
        reached_so_far = max(top, reached_so_far)
        leader = (best[0].draft.text, best[0].score.findings) if best else ("", ())
    best = choose(seen.values(), count)
    reached = bool(best) and best[0].score.total >= good_enough
    return Outcome(best=best, stopped=GOOD_ENOUGH if reached else BUDGET_SPENT, rounds=max(1, rounds))


def choose(found: Iterable[Scored], count: int) -> tuple[Scored, ...]:
    """The best `count` that differ from each other; a draft too like a recent reply is left out,
    unless there is nothing else: then the one least like any, if it is not all but the same."""
    ranked = sorted(found, key=lambda each: (-each.rank, each.draft.text))
    usable = [each for each in ranked if not each.blocked]
    fresh = [each for each in usable if not _stale(each)] or [each for each in usable if each.draft.careful]
    if not fresh:
        fresh = sorted(
            (each for each in usable if each.draft.due and each.nearest <= NEVER_ABOVE), key=lambda each: each.nearest
        )[:1]
    kept: list[Scored] = []
    for each in fresh:
        mine = bits(each.draft.text)
        most = _SAME_ANSWER if each.draft.sources else _SAME_OFFER
        same = any(turn_of(each) and turn_of(each) == turn_of(other) for other in kept)
        if not same and all(shared(mine, bits(other.draft.text)) < most for other in kept):
            kept.append(each)
        if len(kept) == count:
            break
    return tuple(kept)


def turn_of(each: Scored) -> str:
    """The question a draft ends on, "" where it ends otherwise: two offers that ask the same are one."""
    return last_question(each.draft.text)


def last_question(text: str) -> str:
    """The question that a text ends on, "" where it ends otherwise."""
    last = text.rstrip()
    return re.split(r"(?<=[.!?…:])\s+", last)[-1] if last.endswith("?") else ""


def _stale(each: Scored) -> bool:
    return each.nearest > TOO_ALIKE and not each.draft.sources
