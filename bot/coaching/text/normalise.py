"""A cleaned view of a public text that remembers where every character came from.

Public text arrives with HTML entities and tags, full-width letters, invisible characters and bidi controls. Judging
works on the cleaned view; spans go back to the text as the platform gave it, since people see that one.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

from bot.domain.comment import Span

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0001]"
)
_TAG = re.compile(
    r"</?(?:a|b|br|i|p|div|span|strong|em|u|ul|li|img|h[1-6]|blockquote|code)\b[^<>]{0,300}/?>", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,24});")
_PLAIN = re.compile(r"[\n\t\r\x20-\x7e¡¿áéíóúüñÁÉÍÓÚÜÑàèìòùâêîôûäëïöçãõßÀÈÌÒÙÂÊÎÔÛÄËÏÖÇÃÕ—–…’‘“”«»€£]*")
_STRETCH = re.compile(r"[\n\t\r\x20-%\x27-;=-_a-~¡¿áéíóúüñÁÉÍÓÚÜÑàèìòùâêîôûäëïöçãõßÀÈÌÒÙÂÊÎÔÛÄËÏÖÇÃÕ—–…«»€£]+")
_SPECIAL = re.compile(r"[<&]")
_LONG = re.compile(r"([^\W\d_])\1{2,}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_QUOTES = {"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "\u00a0": " "}
_QUOTE = re.compile("[’‘`´“”\u00a0]")


@dataclass(frozen=True, slots=True)
class View:
    """`text` is what to judge. `starts[i]` is where character i of it begins in `original`; None means that
    the two are the same character for character."""

    text: str
    original: str
    starts: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> Span:
        """The span of the original that [start, end) of the view came from."""
        if self.starts is None:
            return Span(start=start, end=end)
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else len(self.original)
            return Span(start=at, end=at)
        after = self.starts[end] if end < len(self.starts) else len(self.original)
        return Span(start=self.starts[start], end=max(after, self.starts[start] + 1))


def view(text: str) -> View:
    """The cleaned view of `text`: NFKC, straight quotes, no tags, entities, invisible or control characters.

    The zero-width joiner inside emoji is kept (removing it would split a family into three people).
    """
    if _PLAIN.fullmatch(text) and not _SPECIAL.search(text):
        plain = _QUOTE.sub(lambda m: _QUOTES[m.group()], text)
        return View(text=plain, original=text)
    pieces: list[str] = []
    starts: list[int] = []
    at = 0
    while at < len(text):
        stretch = _STRETCH.match(text, at)
        if stretch is not None and (end := _before_mark(text, stretch.end())) > at:
            pieces.append(text[at:end])
            starts.extend(range(at, end))
            at = end
            continue
        out, after = _next(text, at)
        pieces.append(out)
        starts.extend([at] * len(out))
        at = after
    return View(text="".join(pieces), original=text, starts=tuple(starts))


def _before_mark(text: str, end: int) -> int:
    """A letter before a combining mark belongs to the mark's piece."""
    return end - 1 if end < len(text) and unicodedata.combining(text[end]) else end


def _next(text: str, at: int) -> tuple[str, int]:
    """The cleaned form of what stands at `at`, and where the next piece begins."""
    char = text[at]
    if char == "<" and (tag := _TAG.match(text, at)):
        return " ", tag.end()
    if char == "&" and (entity := _ENTITY.match(text, at)):
        plain = html.unescape(entity.group())
        if plain != entity.group():
            return _char(plain), entity.end()
    after = at + 1
    while after < len(text) and unicodedata.combining(text[after]):
        after += 1
        if after - at > 4:  # a pile of combining marks ("zalgo"): keep the letter, drop the pile
            while after < len(text) and unicodedata.combining(text[after]):
                after += 1
            return _char(char), after
    return _char(text[at:after]), after


def _char(text: str) -> str:
    if _INVISIBLE.fullmatch(text) or _CONTROL.fullmatch(text):
        return ""
    folded = unicodedata.normalize("NFKC", text)
    return _QUOTE.sub(lambda m: _QUOTES[m.group()], folded)


def squeeze(text: str) -> str:
    """`text` with letters repeated three times and more cut to one ("graciasss" to "gracias", "goooool" to "gol")."""
    return _LONG.sub(r"\1", text)


def has_elongation(text: str) -> bool:
    """Whether somebody drew a letter out ("sooo good")."""
    return _LONG.search(text) is not None


def wordset(text: str) -> frozenset[str]:
    """A set of words written with spaces between, as word lists are best read."""
    return frozenset(text.split())


def fold(text: str) -> str:
    """Lower case without accents, ñ kept: for matching words that people type without accents."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    return lowered.translate(_BARE)


def small_letters(text: str) -> str:
    """Lower case with every character in its place: always exactly as long as `text`."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


class _Bare(dict[int, str]):
    """Letter by letter without its accent; each is worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        decomposed = unicodedata.normalize("NFD", char)
        bare = decomposed[0] if len(decomposed) > 1 and unicodedata.combining(decomposed[1]) else char
        self[code] = bare
        return bare


_BARE = _Bare({ord("ñ"): "ñ"})
