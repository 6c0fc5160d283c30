"""How likely each of the facts that a search found is to answer: fitted on labelled questions (`tools/fit_likely.py`).

What speaks for a fact is that a sentence of its question means the same, that it holds the words of the matter, and most
of all that it is nearer than the next one: a question that several facts come near to alike is one that none answers.
"""

from __future__ import annotations

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
_TWINS = 0.8
"""Cosine of two facts' questions from which they ask the same, of two places or in two seasons."""
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
WEIGHTS: tuple[float, ...] = (2.628, -2.245, -0.891, -1.734, 2.374, 0.418, 3.011, 4.198)
BIAS = -3.463


@dataclass(frozen=True, slots=True)
class _Read:
    """A fact with the vectors of its question's sentences and of its words."""

    sentences: Floats
    words: Floats
    told: Told
    heads: str


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
        lefts = [left_over(query, each.told.text) for each in read]
        words = list(dict.fromkeys(word for left in lefts for word in left))
        vectors = self._encode([query, *words])
        place = {word: at for at, word in enumerate(words, 1)}
        means = [float(np.max(each.sentences @ vectors[0])) for each in read]
        twins = [[float(np.max(one.sentences @ other.sentences.T)) >= _TWINS for other in read] for one in read]
        rows = []
        for at, (hit, each, left) in enumerate(zip(hits, read, lefts, strict=True)):
            near = np.max(vectors[[place[word] for word in left]] @ each.words.T, axis=1) if left else np.ones(1)
            soft = float(np.clip((_SAME - near) / _WIDE, 0, 1).sum())
            rest = [other for other in range(len(hits)) if other != at and not twins[at][other]]
            held = len(asked) - len(left_over(" ".join(asked), each.heads)) if asked else 0
            nearer = hit.relevance - max((hits[other].relevance for other in rest), default=0.0)
            sooner = means[at] - max((means[other] for other in rest), default=0.3)
            of_thing = float(np.clip((_SAME - near) / _WIDE, 0, 1) @ [word in named for word in left]) if left else 0.0
            rows.append((hit.relevance, means[at], soft, of_thing, float(near.min()), min(3, held), nearer, sooner))
        return np.asarray(rows, np.float32)

    def _known(self, fact: Fact) -> _Read:
        if fact in self._read:
            self._read.move_to_end(fact)
            return self._read[fact]
        heads = f"{fact.question} {' '.join(fact.tags)}"
        told = Told.of(f"{fact.question} {fact.answer} {' '.join(fact.tags)}")
        sentences = [each.strip() for each in fact.question.split("?") if each.strip()] or [fact.question]
        vectors = self._encode([*(f"{each}?" for each in sentences), *(told.words or ("",))])
        read = _Read(vectors[: len(sentences)], vectors[len(sentences) :], told, heads)
        self._read[fact] = read
        if len(self._read) > _FACTS_KEPT:
            self._read.popitem(last=False)
        return read
