"""Text as rules see it: folded without moving a character, cut into words and sentences with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import regex

_ACCENTS = str.maketrans("áàâäãéèêëíìîïóòôöõúùûüçñ", "aaaaaeeeeiiiiooooouuuucn")
_SIGNS = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "“": '"', "”": '"', "\u00a0": " ", "…": "."})
_WORD = regex.compile(r"[#@]?\w+(?:['\-]\w+)*")
_END = regex.compile(r"(?:[.!?…]+[\"'”’)\]]*|\n)(?=\s|$)|[\n]+|[?!]+(?=[^\s\"'”’)\]])")
_ABBREVIATION = regex.compile(
    r"(?:\b(?:mr|mrs|ms|dr|st|vs|etc|e\.g|i\.e|a\.m|p\.m|no|sr|sra|dra|ud|uds|approx|aprox|tel|nº)|\b\w)\.$"
)
_LINK = regex.compile(
    r"(?:https?://|www\.)[^\s<>\"]+|<url>|\b[\w.\-]+\.(?:com|org|net|es|mx|ar|io|app|shop|store|co)(?:/[^\s<>\"]*)?\b"
)
_LINKED = re.compile(r"https?://|www\.|<url>|\.(?:com|org|net|es|mx|ar|io|app|shop|store|co)")
"""What a text with a link holds in any case: most texts hold none of it, and looking for links is slow."""


class Word(NamedTuple):
    """One word of a folded text. `key` is the word without apostrophes and hyphens, for look-ups."""

    key: str
    start: int
    end: int


class Sentence(NamedTuple):
    """Characters [start, end) of the text. `asks` when it closes with a question mark."""

    start: int
    end: int
    asks: bool


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in the form rules match on. `text` has the length of the original, place by place."""

    original: str
    text: str
    words: tuple[Word, ...]
    sentences: tuple[Sentence, ...]
    links: tuple[tuple[int, int], ...]

    def sentence_at(self, position: int) -> Sentence:
        """The sentence that holds a place; the last one for a place after all."""
        for sentence in self.sentences:
            if position < sentence.end:
                return sentence
        return self.sentences[-1] if self.sentences else Sentence(0, len(self.text), False)


def fold(text: str) -> str:
    """Lower case, plain quotes, no acute accents; always exactly as long as `text`."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered.replace("`", "'")
    if len(lowered) != len(text):
        lowered = "".join(small if len(small := char.lower()) == 1 else char for char in text)
    return lowered.translate(_SIGNS).translate(_ACCENTS)


@lru_cache(maxsize=4096)
def analyse(text: str) -> Folded:
    """Fold a text and find its words, sentences and links. Cached, since a draft is scored again and again."""
    folded = fold(text)
    links = tuple(match.span() for match in _LINK.finditer(folded)) if _LINKED.search(folded) else ()
    words = tuple([Word(_key(match.group()), *match.span()) for match in _WORD.finditer(folded)])
    return Folded(text, folded, words, tuple(_sentences(folded, links)), links)


def _key(word: str) -> str:
    return word if word.isalnum() else word.replace("'", "").replace("-", "")


def _sentences(folded: str, links: tuple[tuple[int, int], ...]) -> list[Sentence]:
    found: list[Sentence] = []
    start = 0
    for match in _END.finditer(folded):
        cut = match.end()
        if any(left < match.start() < right for left, right in links):
            continue
        if folded[match.start() : cut].startswith(".") and _ABBREVIATION.search(folded, max(0, cut - 8), cut):
            continue
        _add(found, folded, start, cut)
        start = cut
    _add(found, folded, start, len(folded))
    return found


def _add(found: list[Sentence], folded: str, start: int, end: int) -> None:
    piece = folded[start:end]
    inner = piece.strip()
    if not inner:
        return
    left = start + len(piece) - len(piece.lstrip())
    found.append(Sentence(left, left + len(inner), "?" in inner[-3:]))
