"""Cue words and phrases per language, found in one pass over a comment's words.

The files in `lexicon/` are plain lists made by hand. A phrase is looked up by its first word, so the cost does not
grow with the length of the lists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from bot.coaching.text.normalise import fold

LANGUAGES = ("en", "es")
_SECTION = re.compile(r"\[(\w+)\]")
_WORD = re.compile(r"[^\W_]+(?:[*'][^\W_]+)*|10/10")
_LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})
_LEETED = re.compile(r"(?<!\w)[^\W\d_]*[^\W\d_][0134578@$!][^\W_@$!]*[^\W\d_](?!\w)")
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_][ .\-_*]){3,}[^\W\d_](?!\w)")
GAP = 3
_KEPT = 20_000


class Word(NamedTuple):
    """A folded word and where it stands in the view."""

    key: str
    start: int
    end: int


class Hit(NamedTuple):
    """A cue found: characters [start, end) of the view; `first` is the index of its first word."""

    cue: str
    start: int
    end: int
    first: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    cue: str
    rest: tuple[str, ...]


@dataclass(slots=True)
class _Starting:
    """Phrases that share their first word: alone, by their second word, or with a gap or stem in second place."""

    alone: list[str] = field(default_factory=list)
    by_second: dict[str, list[_Phrase]] = field(default_factory=dict)
    open: list[_Phrase] = field(default_factory=list)

    def add(self, cue: str, rest: tuple[str, ...]) -> None:
        if not rest:
            self.alone.append(cue)
        elif rest[0] == "~" or rest[0].endswith("*"):
            self.open.append(_Phrase(cue, rest))
        else:
            self.by_second.setdefault(rest[0], []).append(_Phrase(cue, rest))


class Lexicon:
    """One language's cues."""

    def __init__(self, text: str) -> None:
        self._exact: dict[str, _Starting] = {}
        self._prefix: dict[str, _Starting] = {}
        self._kept: dict[str, tuple[_Starting, ...]] = {}
        cue = ""
        for line in text.splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            if section := _SECTION.fullmatch(line.strip()):
                cue = section.group(1)
                continue
            for phrase in line.split("|"):
                self._add(cue, fold(phrase.strip().replace("'", "")).split())
        self._lengths = tuple(sorted({len(prefix) for prefix in self._prefix}))

    def _add(self, cue: str, parts: list[str]) -> None:
        if not parts:
            return
        table = self._prefix if parts[0].endswith("*") else self._exact
        table.setdefault(parts[0].rstrip("*"), _Starting()).add(cue, tuple(parts[1:]))

    def find(self, words: list[Word]) -> list[Hit]:
        """All cues in the words, in order of place. Phrases of one cue may overlap."""
        hits: list[Hit] = []
        count = len(words)
        for index, word in enumerate(words):
            following = words[index + 1].key if index + 1 < count else ""
            for group in self._starting(word.key):
                hits.extend(Hit(cue, word.start, word.end, index) for cue in group.alone)
                for phrase in (*group.by_second.get(following, ()), *group.open):
                    last = _follow(words, index, phrase.rest)
                    if last >= 0:
                        hits.append(Hit(phrase.cue, word.start, words[last].end, index))
        return hits

    def _starting(self, key: str) -> tuple[_Starting, ...]:
        """Phrases that may begin with this word; most words come again and again, so that the answer is kept."""
        kept = self._kept.get(key)
        if kept is None:
            kept = self._looked_up(key)
            if len(self._kept) < _KEPT:
                self._kept[key] = kept
        return kept

    def _looked_up(self, key: str) -> tuple[_Starting, ...]:
        found = [self._exact[key]] if key in self._exact else []
        size = len(key)
        for length in self._lengths:
            if length > size:
                break
            group = self._prefix.get(key[:length])
            if group is not None:
                found.append(group)
        return tuple(found)


def _follow(words: list[Word], index: int, rest: tuple[str, ...]) -> int:
    """The index of the phrase's last word, -1 where the words do not go on as the phrase does."""
    at, gap = index, 0
    for part in rest:
        if part == "~":
            gap = GAP
            continue
        for step in range(1, gap + 2):
            place = at + step
            if place >= len(words):
                return -1
            key = words[place].key
            if key == part or (part[-1] == "*" and key.startswith(part[:-1])):
                at, gap = place, 0
                break
        else:
            return -1
    return at


def words_of(text: str) -> list[Word]:
    """Folded words of a view. Masked and spelled-out swear words ("sh1t", "i d i o t") are read as meant."""
    folded = fold(text)
    if len(folded) != len(text):  # a letter that lower-cases into two: judge without the fold
        folded = text
    if _LEETED.search(folded):
        folded = _LEETED.sub(lambda m: m.group().translate(_LEET), folded)
    found = [Word(_key(m.group()), m.start(), m.end()) for m in _WORD.finditer(folded)]
    spelled = (Word(re.sub(r"[^\w]|_", "", m.group()), m.start(), m.end()) for m in _SPACED.finditer(folded))
    return [*found, *spelled]


def _key(word: str) -> str:
    """Without its apostrophe; "he'll" is no oath."""
    return word if word == "he'll" else word.replace("'", "")


@lru_cache(maxsize=len(LANGUAGES))
def lexicon(lang: str) -> Lexicon:
    """The cues of "en" or "es"."""
    return Lexicon(files("bot.coaching.reading").joinpath("lexicon", f"{lang}.txt").read_text(encoding="utf-8"))
