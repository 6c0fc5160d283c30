"""Counts a text as the platform counts it, so that what is approved is what is published."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from bot.domain.capabilities import LengthUnit, TextLimit

_LINK = regex.compile(r"https?://[^\s<>\"]*[^\s<>\"'.,;:!?)\]}»”’*_~|]", regex.IGNORECASE)
"""A link ends before the punctuation of the sentence it stands in."""
_MENTION = regex.compile(r"(?<![\w/@.=])(@\w+(?:[\w.-]*\w)?)@[\w.-]*\w", regex.IGNORECASE)
_GRAPHEME = regex.compile(r"\X")


def length(text: str, unit: LengthUnit) -> int:
    """Length of `text` in the unit: code points, UTF-16 code units, grapheme clusters or UTF-8 bytes.

    Lone surrogates count as the three bytes or one unit they would take; they never raise.
    """
    match unit:
        case LengthUnit.CHARACTERS:
            return len(text)
        case LengthUnit.UTF16:
            return len(text.encode("utf-16-le", errors="surrogatepass")) // 2
        case LengthUnit.GRAPHEMES:
            return sum(1 for _ in _GRAPHEME.finditer(text))
        case LengthUnit.BYTES:
            return len(text.encode("utf-8", errors="surrogatepass"))


def count(text: str, limit: TextLimit) -> int:
    """How much of `limit.most` the text uses; links count `limit.link_weight` where the platform shortens them."""
    if limit.short_mentions:
        text = _MENTION.sub(r"\1", text)
    if not limit.link_weight:
        return length(text, limit.unit)
    links = _LINK.findall(text)
    return length(_LINK.sub("", text), limit.unit) + limit.link_weight * len(links)


def excess(text: str, limit: TextLimit) -> int:
    """By how much the text is too long, in the limit's unit; 0 when it fits. A limit of 0 means there is none.

    Where the platform also limits bytes, the larger of the two excesses counts.
    """
    over = count(text, limit) - limit.most if limit.most else 0
    over_bytes = length(text, LengthUnit.BYTES) - limit.also_bytes if limit.also_bytes else 0
    return max(0, over, over_bytes)


def fits(text: str, limit: TextLimit) -> bool:
    """Whether the platform takes the text whole."""
    return excess(text, limit) == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A text measured against a limit. `unit` is bytes where it is the byte limit that is broken."""

    count: int
    most: int
    unit: LengthUnit

    @property
    def over(self) -> int:
        """How many units too long; 0 when it fits."""
        return max(0, self.count - self.most) if self.most else 0


def measure(text: str, limit: TextLimit) -> Length:
    """The length that decides: the main limit, or the byte limit where only that one is broken."""
    main = Length(count=count(text, limit), most=limit.most, unit=limit.unit)
    if limit.also_bytes and not main.over:
        size = Length(count=length(text, LengthUnit.BYTES), most=limit.also_bytes, unit=LengthUnit.BYTES)
        if size.over:
            return size
    return main
