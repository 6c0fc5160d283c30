"""Facts for comments that come to their matter by a way of their own: one that surely answers is said, and of those
that only may the likeliest are named to the team. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.coaching.composing.notice import plain_words
from bot.coaching.composing.sorts import sort_of
from bot.coaching.composing.wordings import VITAL
from bot.coaching.knowledge.held import matter
from bot.coaching.knowledge.speaks import speaks_of
from bot.coaching.knowledge.words import terms
from bot.coaching.needs import words
from bot.domain.brand import Fact
from bot.domain.reading import Kind, Reading
from bot.ports import FactHit

SURE = 0.58
"""How likely a fact must be to be said as the answer to what somebody asks."""
SURE_UNASKED = 0.6
"""The same where nothing is asked in so many words."""
NAMED, NAMED_BESIDE = 0.31, 0.2
"""How likely the first fact, and a second beside it, must be to be named to the team: among those named is the right
one in 79 of 184 cases."""
_TELLS_FROM = 12
"""Words from which a comment tells enough for that; a shorter question is asked by the words of its matter."""
_RIVAL = 0.6
"""Share of the likeliest fact's chance from which a second one leaves open which of them it is."""
_NEVER = frozenset({Kind.SPAM, Kind.ABUSE, Kind.CRISIS})
_ASKS = frozenset({Kind.QUESTION, Kind.REQUEST})
_NOT_FOR_ITSELF = frozenset({Kind.PRAISE, Kind.JOKE, Kind.COMPLAINT, Kind.SUGGESTION})
_LONGEST = 110


def looks_further(reading: Reading, *, asked: bool) -> bool:
    """Whether a fact may be looked for that answers the comment as a whole: where something is asked, or told and
    neither praised nor blamed."""
    if reading.kinds & _NEVER:
        return False
    return asked or bool(reading.kinds & _ASKS) or not reading.kinds & _NOT_FOR_ITSELF


def sure(hits: Sequence[FactHit], comment: str, *, asked: bool) -> Fact | None:
    """The fact that answers, where one is sure and no other comes near. One that the comment calls by its name is none:
    it was looked for by that, and left for what else is asked of it. What somebody must not eat or take is never told
    by likelihood."""
    chances = [hit.likely or 0.0 for hit in hits[:2]]
    if not chances or chances[0] < (SURE if asked else SURE_UNASKED) or len(comment.split()) < _TELLS_FROM:
        return None
    if len(chances) > 1 and chances[1] >= _RIVAL * chances[0]:
        return None
    fact, plain = hits[0].fact, plain_words(comment)
    if VITAL.search(plain) or sort_of(plain) == "health" or _called_by_name(comment, fact):
        return None
    if not speaks_of(comment, fact):
        return None
    return fact


def _called_by_name(comment: str, fact: Fact) -> bool:
    meant = {term for word in matter(comment) for term in terms(word)}
    return bool(meant & set(terms(f"{fact.question} {' '.join(fact.tags)}")))


def likely(hits: Sequence[FactHit]) -> tuple[Fact, ...]:
    """One or two facts that may answer, the likeliest first."""
    bars = (NAMED, NAMED_BESIDE)
    found = [hit.fact for hit, bar in zip(hits, bars, strict=False) if (hit.likely or 0.0) >= bar]
    return tuple(found) if found and found[0] is hits[0].fact else ()


def named(facts: Sequence[Fact], reader: str) -> str:
    """The sentence that names them to a reader of that language; "" where there are none."""
    if not facts:
        return ""
    first = {"fact": _short(facts[0].answer), "ref": facts[0].id}
    if len(facts) == 1:
        return words("nearest", reader, **first)
    return words("nearest_two", reader, **first, other=_short(facts[1].answer), also=facts[1].id)


def _short(text: str) -> str:
    """The beginning of an answer, without quotation marks that would end the one it stands in."""
    text = " ".join("".join("'" if sign in '“”«»"' else sign for sign in text).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0].rstrip(' ,;:')}…"
