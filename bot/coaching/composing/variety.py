"""How much two texts share, and what was said lately. Word sets are kept as bits of one integer: quick to compare."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from bot.coaching.knowledge.words import fold

_BITS = 16_381
"""A prime well above the words of one text; two words rarely share a bit."""


def bits(text: str) -> int:
    """The set of a text's words as bits; stable between runs."""
    found = 0
    for word in words(text):
        found |= 1 << (int.from_bytes(word.encode()[:16].ljust(4, b" "), "big") % _BITS)
    return found


def words(text: str) -> list[str]:
    """Words as compared: folded, letters and digits only."""
    return "".join(char if char.isalnum() else " " for char in fold(text)).split()


def shared(one: int, other: int) -> float:
    """Share of the smaller set that the larger one holds too, 0-1."""
    least = min(one.bit_count(), other.bit_count())
    return (one & other).bit_count() / least if least else 0.0


class RecentLines:
    """The last texts offered for one brand, so that people who read the page do not read the same line twice."""

    def __init__(self, most: int = 600) -> None:
        self._kept: dict[str, deque[tuple[int, int]]] = {}
        self._most = most

    def nearest(self, brand_id: str, text: int, comment: int) -> float:
        """The greatest share of words with a text offered for a different comment (not for this one again)."""
        return max(
            (shared(text, other) for other, asked in self._kept.get(brand_id, ()) if shared(asked, comment) <= 0.5),
            default=0.0,
        )

    def keep(self, brand_id: str, texts: Iterable[str], comment: str) -> None:
        """Remember what was offered."""
        kept = self._kept.setdefault(brand_id, deque(maxlen=self._most))
        asked = bits(comment)
        kept.extend((bits(text), asked) for text in texts)
