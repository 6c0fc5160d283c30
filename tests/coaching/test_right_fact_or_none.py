"""Of questions in odd wordings the right fact is given, and of those that share a word with one, none.

`questions/` holds 332 questions, written for this test: for the sample brand and for a ferry line, in both languages,
each beside the facts that answer it, or "-". Half are near misses. Of every four rows the first two are MENDED_ON: the
code was mended, and the weights in `likely.py` fitted, while looking at what they make of them (and of the files with
"more" and "gym" in their names). The other two are HELD_OUT: they were written by the same hand at the same time, the
bar of `CALM` was set with an eye on their figures, and "aceptan amex?" was mended for; nothing else was changed for
what stands in them. Before all that, 64 % of the facts given to the held-out half were right, and 49 % of those looked
for were found; 65 % and 69 % of the other half. A wrong fact is worse than none, so precision has the higher floor.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from bot.coaching.brands import load_brand
from bot.coaching.composing.answers import find_answers
from bot.coaching.encoder import load_encoder
from bot.coaching.knowledge import HybridKnowledge
from bot.coaching.reading.reader import Reader
from bot.domain.brand import Brand
from bot.domain.situation import Situation
from bot.resources import resource_path

_HERE = Path(__file__).parent / "questions"
MENDED_ON, HELD_OUT = "mended on", "held out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question, the facts that answer it (none for a near miss), and those that were given."""

    text: str
    answer: frozenset[str]
    given: frozenset[str] = frozenset()

    @property
    def right(self) -> bool:
        """Whether something that answers was given, and nothing else."""
        return bool(self.given) and self.given <= self.answer


@cache
def _reader() -> Reader:
    return Reader(encoder=load_encoder())


@cache
def _brand(name: str) -> Brand:
    return load_brand(_HERE / "ferry.toml" if name == "ferry" else resource_path(f"config/brands/{name}.toml"))


@cache
def asked_of(name: str, lang: str, half: str) -> tuple[Asked, ...]:
    """The questions of one half, with what was given to them."""
    encoder = load_encoder()
    knowledge = HybridKnowledge(encoder.encode if encoder else None)
    lines = (_HERE / f"{name}.{lang}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for place, line in enumerate(lines) if (place % 4 < 2) is (half == MENDED_ON)]
    found = []
    for answer, text in rows:
        situation = Situation(brand=_brand(name), comment=text)
        facts = find_answers(situation, _reader().read(situation), knowledge, lang).facts
        asked = Asked(text=text, answer=frozenset(answer.split("|")) - {"-"})
        found.append(replace(asked, given=frozenset(fact.id.partition(".")[0] for fact in facts)))
    return tuple(found)


def precision(rows: tuple[Asked, ...]) -> float:
    """How many of the questions that got a fact got the right one."""
    return sum(row.right for row in rows) / max(1, sum(bool(row.given) for row in rows))


def recall(rows: tuple[Asked, ...]) -> float:
    """How many of the questions that a fact answers got it."""
    return sum(row.right for row in rows) / sum(bool(row.answer) for row in rows)


@pytest.mark.parametrize(
    ("lang", "half", "precise", "found"),
    [
        ("en", MENDED_ON, 0.94, 0.9),
        ("es", MENDED_ON, 0.93, 0.86),
        ("en", HELD_OUT, 0.92, 0.65),
        ("es", HELD_OUT, 0.85, 0.6),
    ],
)
def test_the_right_fact_or_none(lang: str, half: str, precise: float, found: float) -> None:
    rows = (*asked_of("mirlo", lang, half), *asked_of("ferry", lang, half))
    wrong = [(row.text, sorted(row.given)) for row in rows if row.given and not row.right]
    missed = [row.text for row in rows if row.answer and not row.right]
    assert precision(rows) >= precise, wrong
    assert recall(rows) >= found, missed
