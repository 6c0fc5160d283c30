"""Cuts a text at the borders of spans, so that words can be marked where several findings overlap."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

FOLD_AT = 1200
"""Characters of a comment shown before the rest is folded away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Characters [start, end) that mean something. `level` orders the look, `note` is said on hover."""

    start: int
    end: int
    level: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of text under the same marks. `refs` are positions in the given list of marks."""

    text: str
    refs: tuple[int, ...] = ()
    level: str = ""
    note: str = ""


LEVELS: tuple[str, ...] = ("specific", "ask", "judgement", "hint", "warning", "error", "block")
"""What a segment under several marks looks like: the last of these."""


def segments(text: str, marks: Sequence[Mark]) -> list[Segment]:
    """`text` cut into segments; joined again they give `text` back. Spans outside the text are clipped,
    empty ones are left out (they speak of what is missing)."""
    size = len(text)
    kept = [(i, max(0, m.start), min(size, m.end), m) for i, m in enumerate(marks)]
    kept = [entry for entry in kept if entry[1] < entry[2]]
    borders = sorted({0, size} | {b for _, start, end, _ in kept for b in (start, end)})
    cut: list[Segment] = []
    for left, right in itertools.pairwise(borders):
        over = [(i, m) for i, start, end, m in kept if start <= left and right <= end]
        cut.append(_segment(text[left:right], over))
    return cut


def _segment(text: str, over: Sequence[tuple[int, Mark]]) -> Segment:
    if not over:
        return Segment(text=text)
    strongest = max(over, key=lambda entry: LEVELS.index(entry[1].level))[1]
    notes = dict.fromkeys(m.note for _, m in over if m.note)
    return Segment(text=text, refs=tuple(i for i, _ in over), level=strongest.level, note=" ".join(notes))


def folded(parts: Sequence[Segment], most: int = FOLD_AT) -> tuple[list[Segment], list[Segment]]:
    """Segments up to about `most` characters, and the rest; no rest when it would hold little."""
    total = sum(len(part.text) for part in parts)
    if total <= most * 3 // 2:
        return list(parts), []
    shown: list[Segment] = []
    left = most
    for place, part in enumerate(parts):
        if len(part.text) <= left:
            shown.append(part)
            left -= len(part.text)
            continue
        head = Segment(text=part.text[:left], refs=part.refs, level=part.level, note=part.note)
        tail = Segment(text=part.text[left:], refs=part.refs, level=part.level, note=part.note)
        return [*shown, head], [tail, *parts[place + 1 :]]
    return shown, []
