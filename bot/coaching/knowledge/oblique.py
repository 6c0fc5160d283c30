"""How likely each of a brand's facts is to answer a comment that comes to its matter by a way of its own ("what would
the pair of us be set back?", "left my scarf on the bench"), where no search by the words of the question finds one.

All facts of the brand are seen side by side: by the vectors of the whole comment and of its sentences against those of
the fact's question, answer and both; by what it is after (`aims`); by words, stems and pieces of words. What speaks
for a fact is less how near it is than how much nearer than the brand's other facts. Weighed by trees that
`tools/fit_likely.py` fits.
"""

from __future__ import annotations

import math
import re
from collections import Counter, OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.coaching.knowledge.aims import aims_of, aims_served
from bot.coaching.knowledge.held import matter
from bot.coaching.knowledge.trees import Trees
from bot.coaching.knowledge.vectors import Encode
from bot.coaching.knowledge.words import meaning_words, terms
from bot.domain.brand import Fact

FILE = Path(__file__).resolve().parent.parent / "models" / "likely_trees.npz"
Floats = npt.NDArray[np.float32]
_BASES_KEPT = 16
_CLAUSES_READ = 5
_LEAST = 1e-6
_CLAUSE = re.compile(r"(?<=[.!?…\n])\s+|\s[-–—]\s|\.\.+\s*|;\s+")
_SENTENCE = re.compile(r"(?<=[.;!?])\s+")
_LENGTHS = (3, 4, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Base:
    """All facts of a brand in one language, read once. `of_question` and `of_answer` say whose a vector is."""

    questions: Floats
    of_question: npt.NDArray[np.int64]
    sentences: Floats
    of_answer: npt.NDArray[np.int64]
    answers: Floats
    both: Floats
    serves: Floats
    heads: tuple[frozenset[str], ...]
    bodies: tuple[frozenset[str], ...]
    asks: tuple[frozenset[str], ...]
    pieces: tuple[frozenset[str], ...]
    sizes: tuple[float, ...]
    weight: dict[str, float]
    rare: dict[str, float]
    """How much a piece of a word (squared) and a stem tell, by how few of the facts hold them."""


class Oblique:
    """Weighs all facts of a small base against a comment. Remembers the bases it read last. Not for several threads."""

    def __init__(self, encode: Encode, kept: Encode | None = None) -> None:
        """`encode` for comments and, unless `kept` does that, for the facts."""
        self._encode, self._kept = encode, kept or encode
        self._bases: OrderedDict[tuple[Fact, ...], _Base] = OrderedDict()

    def weigh(self, comment: str, facts: Sequence[Fact]) -> list[float]:
        """For each fact, 0-1, how likely it answers; none at all where the file of the trees was left out."""
        trees = _trees()
        if trees is None or len(facts) < 2:
            return []
        return [float(chance) for chance in trees.chances(self.evidence(comment, facts))]

    def evidence(self, comment: str, facts: Sequence[Fact]) -> Floats:
        """What is weighed, one row per fact, all of one language."""
        base = self._base(tuple(facts))
        near, held = self._nearness(comment, base), _held(comment, base)
        aims, sought = _aims(comment, base, facts[0].lang)
        z = _stands(near)
        mean = z.mean(axis=1, keepdims=True)
        pieces, after = held[:, -1:], aims[:, :1] + aims[:, 1:2]
        together = mean + _stands(after) + _stands(pieces)
        told = np.asarray([*_length(comment), near[:, 4].max(), sought], np.float32)
        columns = (
            *(near, z, _lead(near[:, [1, 4]]), mean, _lead(mean)),
            *(aims, _stands(after), _lead(after)),
            *(held, _lead(held[:, 2:3]), _stands(pieces), _lead(pieces)),
            *(_lead(together), np.tile(told, (len(near), 1))),
        )
        return np.concatenate(columns, axis=1).astype(np.float32)

    def _nearness(self, comment: str, base: _Base) -> Floats:
        """Of the whole comment and of its nearest clause, to the question, the answer and both."""
        clauses = [each.strip() for each in _CLAUSE.split(comment) if each.strip()][:_CLAUSES_READ]
        vectors = self._encode([comment, *(clauses if len(clauses) > 1 else ())])
        whole, parts = vectors[0], vectors[1:] if len(clauses) > 1 else vectors
        to_questions = np.stack([base.questions @ whole, (base.questions @ parts.T).max(axis=1)], axis=1)
        to_sentences = (base.sentences @ parts.T).max(axis=1)
        asked = _best_of(to_questions, base.of_question)
        answered = _best_of(to_sentences[:, None], base.of_answer)
        rest = [base.answers @ whole, answered[:, 0], base.both @ whole, (base.both @ parts.T).max(axis=1)]
        return np.concatenate([asked, np.stack(rest, axis=1)], axis=1)

    def _base(self, facts: tuple[Fact, ...]) -> _Base:
        if facts in self._bases:
            self._bases.move_to_end(facts)
            return self._bases[facts]
        self._bases[facts] = base = _read(facts, self._kept)
        if len(self._bases) > _BASES_KEPT:
            self._bases.popitem(last=False)
        return base


@cache
def _trees() -> Trees | None:
    return Trees.read(FILE) if FILE.exists() else None


def _read(facts: tuple[Fact, ...], encode: Encode) -> _Base:
    questions = [_questions(fact) for fact in facts]
    sentences = [[each.strip() for each in _SENTENCE.split(fact.answer) if each.strip()] or [""] for fact in facts]
    flat = [text for each in (*questions, *sentences) for text in each]
    vectors = encode([*flat, *(fact.answer for fact in facts), *(f"{fact.question} {fact.answer}" for fact in facts)])
    asks, many = sum(map(len, questions)), len(facts)
    heads = tuple(frozenset(terms(f"{fact.question} {' '.join(fact.tags)}")) for fact in facts)
    bodies = tuple(frozenset(terms(fact.answer)) for fact in facts)
    pieces = tuple(_pieces(f"{fact.question} {fact.answer}") for fact in facts)
    weight = {piece: rare**2 for piece, rare in _rarity(pieces).items()}
    return _Base(
        questions=vectors[:asks],
        of_question=np.repeat(np.arange(many), [len(each) for each in questions]),
        sentences=vectors[asks : len(flat)],
        of_answer=np.repeat(np.arange(many), [len(each) for each in sentences]),
        answers=vectors[len(flat) : len(flat) + many],
        both=vectors[len(flat) + many :],
        serves=np.stack([aims_served(fact) for fact in facts]),
        heads=heads,
        bodies=bodies,
        asks=tuple(frozenset(terms(fact.question)) for fact in facts),
        pieces=pieces,
        sizes=tuple(math.sqrt(sum(weight[each] for each in one)) or 1.0 for one in pieces),
        weight=weight,
        rare=_rarity([head | body for head, body in zip(heads, bodies, strict=True)]),
    )


def _questions(fact: Fact) -> list[str]:
    return [f"{each.strip()}?" for each in fact.question.split("?") if each.strip()] or [fact.question]


def _rarity(sets: Sequence[frozenset[str]]) -> dict[str, float]:
    """How much each member tells one of the sets from the others."""
    held = Counter(each for one in sets for each in one)
    return {each: math.log((len(sets) + 1) / (many + 0.5)) for each, many in held.items()}


def _pieces(text: str) -> frozenset[str]:
    """The runs of a few letters that a text's words are made of."""
    plain = f" {' '.join(meaning_words(text))} "
    return frozenset(plain[at : at + size] for size in _LENGTHS for at in range(len(plain) - size + 1))


def _best_of(rows: Floats, owner: npt.NDArray[np.int64]) -> Floats:
    """Of the rows of each owner the highest, column by column."""
    return np.maximum.reduceat(rows, np.flatnonzero(np.diff(owner, prepend=-1)), axis=0)


def _stands(columns: Floats) -> Floats:
    """How each fact stands among all of the brand, in standard deviations."""
    scores: Floats = (columns - columns.mean(axis=0)) / (columns.std(axis=0) + _LEAST)
    return scores


def _lead(columns: Floats) -> Floats:
    """How far each fact is ahead of the best of the others."""
    ordered = np.sort(columns, axis=0)
    lead: Floats = columns - np.where(columns == ordered[-1], ordered[-2], ordered[-1])
    return lead


def _aims(comment: str, base: _Base, lang: str) -> tuple[Floats, float]:
    """How well each fact serves what a comment is after, aims that few of the facts serve counting most; and after how
    many things it is."""
    sought = aims_of(comment, lang)
    many = len(base.serves)
    first, any_of_it = base.serves >= 1, base.serves > 0
    rare = np.log((many + 1) / (first.sum(axis=0) + 0.5)).clip(0)
    rare_at_all = np.log((many + 1) / (any_of_it.sum(axis=0) + 0.5)).clip(0)
    served = first * sought
    columns = (
        first @ (sought * rare),
        any_of_it @ (sought * rare_at_all) / 2,
        first @ (sought * rare) / ((sought * rare).sum() + _LEAST),
        served.sum(axis=1),
        (served * (first.sum(axis=0) == 1)).sum(axis=1),
        (served * (first.sum(axis=0) <= 2)).sum(axis=1),
        (~any_of_it) @ (sought * (first.sum(axis=0) > 0)),
    )
    return np.stack(columns, axis=1).astype(np.float32), float(sought.sum())


def _held(comment: str, base: _Base) -> Floats:
    """What of a comment's words each fact holds: in its question, its answer, of its matter, and piece by piece."""
    said = frozenset(terms(comment))
    words = [frozenset(terms(word)) for word in matter(comment)]
    meant = frozenset().union(*words)
    mine, unknown = _pieces(comment), math.log(2 * len(base.heads) + 2) ** 2
    size = math.sqrt(sum(base.weight.get(each, unknown) for each in mine)) or 1.0
    rows = []
    for head, body, ask, pieces, whole in zip(base.heads, base.bodies, base.asks, base.pieces, base.sizes, strict=True):
        told = head | body
        rows.append(
            (
                sum(base.rare[each] for each in said & head),
                sum(base.rare[each] for each in said & body),
                sum(base.rare[each] for each in meant & told),
                sum(base.rare[each] for each in meant & head),
                sum(not told.issuperset(word) for word in words),
                len(said & ask),
                sum(base.weight[each] for each in mine & pieces) / (size * whole),
            )
        )
    return np.asarray(rows, np.float32)


def _length(comment: str) -> tuple[float, float, float]:
    """Whether a mark asks, and how many words there are that mean something, and of matter."""
    marked = "?" in comment or "¿" in comment
    return float(marked), math.log1p(len(meaning_words(comment))), math.log1p(len(matter(comment)))
