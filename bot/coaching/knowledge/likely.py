"""How likely each of the facts that a search found is to answer: fitted on labelled questions (`tools/fit_likely.py`).

What speaks for a fact is that it holds the words of the matter, the thing asked for above all, and that it is nearer
than the next one, by words and by meaning: a question that several facts come near to alike is answered by none.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.coaching.knowledge.held import Told, left_over, matter
from bot.coaching.knowledge.thing import thing
from bot.coaching.knowledge.vectors import Encode
from bot.domain.brand import Fact
from bot.ports import FactHit

Floats = npt.NDArray[np.float32]
_TWINS = 0.4
"""Share of the words of two facts' questions from which they ask the same, of two places or in two seasons."""
_LESS = 0.5
"""A fact that leaves so much more of the matter is no rival."""
_SAME, _WIDE = 0.72, 0.3
"""Two words that are as near as this mean the same; one that is farther by so much is not held at all."""
_FACTS_KEPT = 512
NAMES = (
    "relevance",
    "meaning",
    "left",
    "left of the thing",
    "worst left",
    "held in its question",
    "nearer by words",
    "nearer by meaning",
)
WEIGHTS: tuple[float, ...] = (3.155, -2.494, -0.441, -1.668, 1.713, 0.318, 2.425, 3.918)
BIAS = -3.444


@dataclass(frozen=True, slots=True)
class _Read:
    """A fact with the vectors of its question's sentences and of its words."""

    sentences: Floats
    words: Floats
    told: Told
    heads: str
    asks: frozenset[str]


class Likelihood:
    """Weighs facts against a question. Remembers the vectors of the last facts it read. Not for several threads."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._read: OrderedDict[Fact, _Read] = OrderedDict()

    def weigh(self, query: str, hits: Sequence[FactHit]) -> list[float]:
        """For each hit, 0-1, how likely it answers, seen beside the others."""
        rows = self.evidence(query, hits)
        return [float(each) for each in 1 / (1 + np.exp(-(rows @ np.asarray(WEIGHTS, np.float32) + BIAS)))]

    def evidence(self, query: str, hits: Sequence[FactHit]) -> Floats:
        """What is weighed, one row per hit in the order of `NAMES`."""
        read = [self._known(hit.fact) for hit in hits]
        asked, named = matter(query), thing(query)
        lefts = [_left(query, each.told.text) for each in read]
        words = list(dict.fromkeys(word for left in lefts for word in left))
        vectors = self._encode([query, *words])
        place = {word: at for at, word in enumerate(words, 1)}
        means = [float(np.max(each.sentences @ vectors[0])) for each in read]
        softs = [_soft(each, vectors, place, left) for each, left in zip(read, lefts, strict=True)]
        total = [float(soft.sum()) for soft in softs]
        rows = []
        for at, (hit, each, left) in enumerate(zip(hits, read, lefts, strict=True)):
            rest = [
                other
                for other in range(len(hits))
                if other != at and not _twins(each, read[other]) and total[other] < total[at] + _LESS
            ]
            held = len(asked) - len(left_over(" ".join(asked), each.heads)) if asked else 0
            of_thing = sum(soft for soft, word in zip(softs[at].tolist(), left, strict=True) if word in named)
            nearer = hit.relevance - max((hits[other].relevance for other in rest), default=0.0)
            sooner = means[at] - max((means[other] for other in rest), default=0.3)
            worst = 1.0 - float(softs[at].max(initial=0.0))
            rows.append((hit.relevance, means[at], total[at], of_thing, worst, min(3, held), nearer, sooner))
        return np.asarray(rows, np.float32)

    def _known(self, fact: Fact) -> _Read:
        if fact in self._read:
            self._read.move_to_end(fact)
            return self._read[fact]
        heads = f"{fact.question} {' '.join(fact.tags)}"
        told = Told.of(f"{fact.question} {fact.answer} {' '.join(fact.tags)}")
        sentences = [each.strip() for each in fact.question.split("?") if each.strip()] or [fact.question]
        vectors = self._encode([*(f"{each}?" for each in sentences), *(told.words or ("",))])
        read = _Read(vectors[: len(sentences)], vectors[len(sentences) :], told, heads, Told.of(fact.question).terms)
        self._read[fact] = read
        if len(self._read) > _FACTS_KEPT:
            self._read.popitem(last=False)
        return read


def _soft(fact: _Read, vectors: Floats, place: dict[str, int], left: tuple[str, ...]) -> Floats:
    """How far each word that is left is from being held by meaning: 0 said in another word, 1 not at all."""
    if not left:
        return np.zeros(0, np.float32)
    near = np.max(vectors[[place[word] for word in left]] @ fact.words.T, axis=1)
    soft: Floats = np.clip((_SAME - near) / _WIDE, 0, 1)
    return soft


def _twins(one: _Read, other: _Read) -> bool:
    return len(one.asks & other.asks) >= _TWINS * len(one.asks | other.asks)


_FOR = re.compile(r"\b(?:for|para) (?:(?:an?|the|my|our|un|una|el|la|los|las|mi|mis|nuestr[oa]s?) )?")
_TRADED = re.compile(r"\b(?:sell|buy|stock|vend\w+|compr\w+)\b", re.IGNORECASE)
_PURPOSE_AFTER = 2


def _left(query: str, text: str) -> tuple[str, ...]:
    """What a fact leaves of a question. Of one that it holds but for what the thing is wanted for ("coffee beans for a
    moka pot") it leaves nothing."""
    left = left_over(query, text)
    if not left or not (found := _FOR.search(query.lower())):
        return left
    before = _TRADED.sub(" ", query[: found.start()])
    return () if not left_over(before, text) and len(matter(before)) >= _PURPOSE_AFTER else left
