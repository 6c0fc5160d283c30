"""What a comment is after, whatever words it is put in, and what a fact tells that serves it: what it costs, when, by
which way, with a dog, what was left behind. By the turns of phrase in `config/knowledge/aims.yml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

from bot.coaching.knowledge.words import fold
from bot.domain.brand import Fact
from bot.resources import resource_path

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Floats = npt.NDArray[np.float32]
_BY_THE_WAY = 0.5
"""What an aim counts that stands in a fact's answer and not in its question."""


@cache
def _aims(lang: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """For each aim how it is asked and how it is told; none in a language the file does not know."""
    text = resource_path("config/knowledge/aims.yml").read_text(encoding="utf-8")
    rows = yaml.load(text, Loader=_LOADER)  # noqa: S506 (the safe one, in C where it is there)
    return tuple((_turns(row[lang]["asked"]), _turns(row[lang]["told"])) for row in rows if lang in row)


def _turns(words: Sequence[str]) -> re.Pattern[str]:
    """Any of some turns of phrase, from the beginning of a word; one that ends in "$" to the end of one."""
    return re.compile("|".join(map(_turn, words)))


def _turn(word: str) -> str:
    if word.startswith("["):
        return word
    plain = fold(word)
    return rf"\b(?:{plain[:-1]})\b" if plain.endswith("$") else rf"\b(?:{plain})"


@lru_cache(maxsize=1_024)
def aims_of(comment: str, lang: str) -> Floats:
    """1.0 for each aim a comment may have, in the order of the file."""
    plain = fold(comment).replace("’", "'")
    return np.asarray([asked.search(plain) is not None for asked, _ in _aims(lang)], np.float32)


def aims_served(fact: Fact) -> Floats:
    """How much a fact has to say to each aim: 1.0 where its question or tags do, less where only its answer does."""
    head, body = fold(f"{fact.question} {' '.join(fact.tags)}"), fold(fact.answer)
    return np.asarray(
        [1.0 if told.search(head) else _BY_THE_WAY if told.search(body) else 0.0 for _, told in _aims(fact.lang)],
        np.float32,
    )
