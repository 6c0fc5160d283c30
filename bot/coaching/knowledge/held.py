"""Which words of a question a fact holds: those that carry its matter, not those that any question is made of.

A fact about card payments holds neither a boarding card nor a birthday card: "boarding" and "birthday" are left over.
Left over is no word that says how much, when, by whom or in what manner ("three boxes of my late dad's"), none that
names a kind of something the fact speaks of (a labrador is a dog), none that is misspelt, and none that means the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import yaml

from bot.coaching.knowledge.words import fold, meaning_words, stem, terms
from bot.resources import resource_path

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STEMMED = 4
_TYPED = 6
"""Letters from which a word may be one slip away from another and still be that word."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """Words for one of a kind, the word for all of it by language, and what a fact says that speaks of the kind."""

    named: re.Pattern[str]
    wide: dict[str, str]
    held: re.Pattern[str]


@cache
def _kinds() -> tuple[_Kind, ...]:
    """The kinds in `config/knowledge/kinds.yml`."""
    text = resource_path("config/knowledge/kinds.yml").read_text(encoding="utf-8")
    rows = yaml.load(text, Loader=_LOADER)  # noqa: S506 (the safe one, in C where it is there)
    return tuple(
        _Kind(_any_of(row["named"]), {lang: row[lang] for lang in ("en", "es") if lang in row}, _any_of(row["held"]))
        for row in rows
    )


@lru_cache(maxsize=4_096)
def _kinds_held(text: str) -> tuple[_Kind, ...]:
    """The kinds of which a fact's text tells."""
    return tuple(kind for kind in _kinds() if kind.held.search(text))


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    """One of some patterns, as a whole word; a sign of money is a word by itself."""
    return re.compile("|".join(word if word.startswith("[") else rf"\b(?:{word})\b" for word in words))


@cache
def _light() -> tuple[frozenset[str], frozenset[str]]:
    """The words in `config/knowledge/light.txt`, and the stems of those long enough to have one."""
    lines = resource_path("config/knowledge/light.txt").read_text(encoding="utf-8").splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    whole = frozenset(word.removesuffix(".") for word in words)
    return whole, frozenset(_own_stem(word) for word in words if len(word) > _STEMMED and word[-1] != ".") - {""}


def _own_stem(word: str) -> str:
    """The stem of a word, "" for one that is taken for another ("cuesta" for the price)."""
    found = stem(word)
    return found if word.startswith(found) else ""


def in_wider_words(query: str, lang: str) -> str:
    """The folded question with the word for the whole kind in place of a kind ("my labrador": "my dog"); "" where it
    names none."""
    text = plain = fold(query)
    for kind in _kinds():
        word = kind.wide.get(lang, "")
        if word and not re.search(rf"\b{word}", plain):
            text = kind.named.sub(word, text)
    return "" if text == plain else text


def matter(query: str) -> list[str]:
    """The words of a question that carry its matter."""
    return list(_matter(query))


@lru_cache(maxsize=4_096)
def _matter(query: str) -> tuple[str, ...]:
    light, stems = _light()
    words = dict.fromkeys(meaning_words(query))
    return tuple(word for word in words if not (word in light or word.isdigit() or _own_stem(word) in stems))


@dataclass(frozen=True, slots=True)
class Told:
    """What a text says, ready to be compared with questions."""

    text: str
    terms: frozenset[str]
    words: tuple[str, ...]

    @staticmethod
    @lru_cache(maxsize=4_096)
    def of(text: str) -> Told:
        """The same text is cut once."""
        plain = fold(text)
        return Told(plain, frozenset(terms(plain)), tuple(sorted(set(meaning_words(plain)))))


def left_over(query: str, text: str) -> tuple[str, ...]:
    """The words of a question that carry its matter and that a fact's text does not hold, by the letter, misspelt or as
    a kind of what it tells of."""
    told = Told.of(text)
    left = [word for word in matter(query) if not told.terms.issuperset(terms(word))]
    if not left:
        return ()
    plain = fold(query)
    kinds = " ".join(found.group() for kind in _kinds_held(told.text) for found in kind.named.finditer(plain)).split()
    return tuple(word for word in left if word not in kinds and not _misspelt(word, told.words))


def _misspelt(word: str, known: Sequence[str]) -> bool:
    """Whether a word is one slip from one that is known, or two of them written as one."""
    if any(len(start) > 2 and word.startswith(start) and word[len(start) :] in known for start in known):
        return True
    return len(word) >= _TYPED and any(_one_slip(word, other) for other in known if abs(len(other) - len(word)) <= 1)


@lru_cache(maxsize=16_384)
def _one_slip(one: str, other: str) -> bool:
    """Whether a letter too many, too few, another, or two that changed places is all the difference."""
    if one[0] != other[0]:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
