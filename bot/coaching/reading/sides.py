"""The sides of a long comment: which sentence a grievance or a praise rests on most, and whether the whole is both.

A long comment has one vector as a short one has, and what went wrong drowns in it between what was nice. So its
sentences are judged one by one as well. So is, in a short comment that asks, what is told beside the question: "the
soles split after a fortnight. Is there a guarantee?" has the vector of a question and tells a grievance. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.coaching.reading.asks import questions
from bot.coaching.reading.evidence import Evidence
from bot.coaching.text.split import Piece
from bot.domain.comment import Span
from bot.domain.reading import OPPOSITE, Kind
from bot.domain.situation import Situation

LONG = 32
"""Words from which a comment is long."""
_SENTENCE = 4
"""Words from which a sentence is judged by itself."""
_FEWEST = 2
_SENTENCES = 12
"""Sentences of a comment that are judged: who has not come to the point by then is read as a whole."""
_BOTH = {Kind.COMPLAINT: 0.45, Kind.PRAISE: 0.48}
"""How likely each must be, in the whole or in a sentence, for a comment to be open."""
_DECIDED = 0.4
"""How much likelier than praise a grievance is in the whole, where it is none whatever stands in a sentence."""

_TOLD_BESIDE, _BEYOND_PRAISE = 0.5, 0.2
"""How likely a grievance must be in a sentence told beside a question, and how much likelier than praise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """`chances` are those of each sentence in `pieces`."""

    pieces: tuple[Piece, ...]
    chances: tuple[Mapping[str, float], ...]


def long(evidence: Evidence) -> bool:
    """Whether a comment is read by its sentences, too."""
    return len(evidence.words) >= LONG


def parted(evidence: Evidence) -> tuple[Piece, ...]:
    """The sentences of a long comment that are worth a judgement of their own, and those that a short one tells beside
    what it asks."""
    if not long(evidence):
        asked = questions(evidence)
        told = [piece for piece in evidence.sentences if piece not in asked and len(piece.text.split()) >= _SENTENCE]
        return tuple(told) if asked else ()
    found = [piece for piece in evidence.sentences if len(piece.text.split()) >= _SENTENCE][:_SENTENCES]
    return tuple(found) if len(found) >= _FEWEST else ()


def alone(situation: Situation, piece: Piece, lang: str) -> Situation:
    """One sentence as if it were the comment, in the comment's language."""
    return replace(situation, comment=piece.text, lang=lang, history=())


def crux_of(evidence: Evidence, sides: Sides | None, kinds: frozenset[Kind]) -> Span | None:
    """The sentence that the grievance rests on most, of a comment without one the praise."""
    kind = next((each for each in (Kind.COMPLAINT, Kind.PRAISE) if each in kinds), None)
    if sides is None or kind is None:
        return None
    _, piece = max(
        zip(sides.chances, sides.pieces, strict=True), key=lambda pair: pair[0][kind] - pair[0][OPPOSITE[kind]]
    )
    return evidence.seen.span(piece.start, piece.end)


def open_side(sides: Sides | None, whole: Mapping[str, float], kinds: frozenset[Kind]) -> Kind | None:
    """What else a long comment may be, where its sentences speak for praise and for a grievance."""
    if sides is None:
        return None
    most = {kind: max(whole[kind], *(each[kind] for each in sides.chances)) for kind in OPPOSITE}
    decided = whole[Kind.COMPLAINT] - whole[Kind.PRAISE] >= _DECIDED
    if decided or any(most[kind] < least for kind, least in _BOTH.items()):
        return None
    heard = kinds & set(OPPOSITE)
    likelier: Kind = next(iter(heard)) if len(heard) == 1 else max(OPPOSITE, key=lambda kind: whole[kind])
    return OPPOSITE[likelier]


def grievance_beside(sides: Sides | None, kinds: frozenset[Kind]) -> bool:
    """Whether a comment that asks tells a grievance beside it."""
    if sides is None or Kind.QUESTION not in kinds or Kind.PRAISE in kinds:
        return False
    return any(
        each[Kind.COMPLAINT] >= _TOLD_BESIDE and each[Kind.COMPLAINT] - each[Kind.PRAISE] >= _BEYOND_PRAISE
        for each in sides.chances
    )


def of_sentences(pieces: Sequence[Sequence[Piece]], judged: Sequence[Mapping[str, float]]) -> list[Sides | None]:
    """`judged` holds the chances of all sentences of all comments in order."""
    left = iter(judged)
    return [Sides(pieces=tuple(each), chances=tuple(next(left) for _ in each)) if each else None for each in pieces]
