"""Sentences, clauses and words with their places in the text, for English, Spanish and what looks like them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"']+"
    r"|(?<![@\w.])[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|info|biz|io|tv|gg|xyz|shop|online|club|app|ru|pl|mx|ar)"
    r"(?:\.[a-z]{2})?(?:/[^\s<>\"']*)?(?![\w@])"
    r"|(?<![@\w.])[\w-]+\.(?:me|es|co|ly|be|it|de|fr|uk|us|cl|to|gl|pe)/[^\s<>\"']+",
    re.IGNORECASE,
)
MENTION = re.compile(r"(?<![\w@.])@[\w.]*\w")
HASHTAG = re.compile(r"(?<![\w#&])#[^\W\d]\w*")
EMAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
_MASKED = re.compile(r"<(?:url|user|email|phone|name)>", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:]\d+)*")
_TOKEN = re.compile(
    rf"(?P<url>{URL.pattern}|{_MASKED.pattern})|(?P<email>{EMAIL.pattern})|(?P<mention>{MENTION.pattern})"
    rf"|(?P<hashtag>{HASHTAG.pattern})|(?P<word>{_WORD.pattern})|(?P<mark>[^\w\s])",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|dra|sr|sra|srta|st|vs|etc|e\.g|i\.e|p\.ej|ej|av|avda|approx|aprox|ud|uds|tel|no|núm|num|pág|min|max|jr|inc|ltd)"
    r"|(?<!\w)[a-zA-Z])\.$",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?…。！？]+[\"'»”)\]]*(?=\s|$|[¿¡A-ZÁÉÍÓÚÑ])|\n+")
_CLAUSE = re.compile(
    r"[;:,—–()]\s|\s[-–—]\s"
    r"|\s(?=(?:but|though|although|however|because|so that|while)\s)"
    r"|\s(?=(?:pero|aunque|sino|porque|ya que|mientras|sin embargo|así que)\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, link, handle, tag or mark. `kind` is word, url, email, mention, hashtag or mark."""

    text: str
    start: int
    end: int
    kind: str


class Piece(NamedTuple):
    """A sentence or clause with its place."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Everything but white space, in order."""
    return [Token(m.group(), m.start(), m.end(), m.lastgroup or "mark") for m in _TOKEN.finditer(text)]


def words(text: str) -> list[str]:
    """The words alone, lower case; links, addresses, handles and hashtags are left out."""
    return [m.group().lower() for m in _WORD.finditer(bare(text))]


def bare(text: str) -> str:
    """`text` of the same length with links, addresses, handles and hashtags blanked out."""
    for pattern, sign in ((URL, "."), (EMAIL, "@"), (MENTION, "@"), (HASHTAG, "#"), (_MASKED, "<")):
        if sign in text:
            text = pattern.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())


def sentences(text: str) -> list[Piece]:
    """Sentences in order. Ends are marks (also without a space before a capital or ¿¡) and line breaks."""
    shield = _shield(text)
    pieces: list[Piece] = []
    start = 0
    for end in _END.finditer(shield):
        if end.group() == "." and _ABBREVIATION.search(shield, max(0, end.start() - 8), end.end()):
            continue
        _add(pieces, text, start, end.end())
        start = end.end()
    _add(pieces, text, start, len(text))
    return pieces


def _shield(text: str) -> str:
    """Same length, with the dots inside links and numbers made harmless."""
    text = URL.sub(_mask, text) if "." in text or "/" in text else text
    return re.sub(r"(?<=\d)[.](?=\d)", "_", text)


def _mask(match: re.Match[str]) -> str:
    found = match.group()
    kept = found.rstrip(".,!?…)")
    return "x" * len(kept) + found[len(kept) :]


def clauses(text: str) -> list[Piece]:
    """Sentences cut at commas, dashes, brackets and contrasting words."""
    pieces: list[Piece] = []
    for sentence in sentences(text):
        start = sentence.start
        for cut in _CLAUSE.finditer(text, sentence.start, sentence.end):
            _add(pieces, text, start, cut.end())
            start = cut.end()
        _add(pieces, text, start, sentence.end)
    return pieces


def _add(pieces: list[Piece], text: str, start: int, end: int) -> None:
    raw = text[start:end]
    stripped = raw.strip()
    if stripped:
        begin = start + (len(raw) - len(raw.lstrip()))
        pieces.append(Piece(stripped, begin, begin + len(stripped)))
