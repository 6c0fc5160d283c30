"""Approved replies kept as examples, found by the comment they answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.coaching.knowledge.index import Encode, TextIndex
from bot.domain.brand import Brand
from bot.ports import Remembered

MOST_LIFT = 0.1


class ReplyMemory:
    """Replies in memory, one index per brand and language. Replies that people answered come first among
    equals, then those that do what gets answered on this page; a reply known to have ended the talk is offered only
    when nothing better is near."""

    def __init__(self, encode: Encode | None = None) -> None:
        self._encode = encode
        self._indexes: dict[tuple[str, str], TextIndex] = {}
        self._kept: dict[tuple[str, str], dict[str, Remembered]] = {}

    def add(self, brand_id: str, key: str, remembered: Remembered) -> None:
        """Keep one reply under `key` (the item's id); the same key again replaces it. Where the comment is the same
        as before nothing is indexed anew."""
        where = (brand_id, remembered.lang)
        kept = self._kept.setdefault(where, {})
        if key not in kept or kept[key].comment != remembered.comment:
            self._indexes.setdefault(where, TextIndex(self._encode)).add(key, remembered.comment)
        kept[key] = remembered

    def extend(self, brand_id: str, rows: Iterable[tuple[str, Remembered]]) -> None:
        """Keep many."""
        for key, remembered in rows:
            self.add(brand_id, key, remembered)

    def forget(self, brand_id: str, key: str) -> None:
        """Drop one reply from every language."""
        for where, index in self._indexes.items():
            if where[0] == brand_id and self._kept[where].pop(key, None) is not None:
                index.remove(key)

    def keys(self, brand_id: str) -> set[str]:
        """Under which keys replies of the brand are kept."""
        return {key for where, kept in self._kept.items() if where[0] == brand_id for key in kept}

    def warm(self, most: int) -> int:
        """Give up to `most` remembered comments their vectors; how many still lack one."""
        waiting = 0
        for index in list(self._indexes.values()):
            waiting += index.warm(most if not waiting else 0)
        return waiting

    def similar(self, brand: Brand, comment: str, lang: str, most: int = 3) -> Sequence[Remembered]:
        """Remembered replies to comments like this one, best first."""
        where = (brand.id, lang)
        index = self._indexes.get(where)
        if index is None:
            return []
        ranked: list[tuple[float, str]] = []
        for match in index.search(comment, most * 4):
            kept = self._kept[where][str(match.key)]
            near = 0.5 * match.words + 0.5 * match.cover if match.meaning is None else match.meaning
            if near >= (0.25 if match.meaning is None else 0.35):
                ranked.append((near + _bonus(kept), str(match.key)))
        ranked.sort(key=lambda each: (-each[0], each[1]))
        return [self._kept[where][key] for _, key in ranked[:most]]


def _bonus(kept: Remembered) -> float:
    """What this reply drew counts for more than what replies like it draw."""
    drew = {True: 0.15, None: 0.0, False: -0.1}[kept.answered_back]
    return drew + max(-MOST_LIFT, min(MOST_LIFT, kept.lift))
