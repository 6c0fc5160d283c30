"""Approved replies kept as examples, found by the comment they answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.coaching.knowledge.index import Encode, TextIndex
from bot.domain.brand import Brand
from bot.ports import Remembered


class ReplyMemory:
    """Replies in memory, one index per brand and language. Replies that people answered come first among
    equals; a reply known to have ended the talk is offered only when nothing better is near."""

    def __init__(self, encode: Encode | None = None) -> None:
        self._encode = encode
        self._indexes: dict[tuple[str, str], TextIndex] = {}
        self._kept: dict[tuple[str, str], dict[str, Remembered]] = {}

    def add(self, brand_id: str, key: str, remembered: Remembered) -> None:
        """Keep one reply under `key` (the item's id); the same key again replaces it."""
        where = (brand_id, remembered.lang)
        self._indexes.setdefault(where, TextIndex(self._encode)).add(key, remembered.comment)
        self._kept.setdefault(where, {})[key] = remembered

    def extend(self, brand_id: str, rows: Iterable[tuple[str, Remembered]]) -> None:
        """Keep many."""
        for key, remembered in rows:
            self.add(brand_id, key, remembered)

    def forget(self, brand_id: str, key: str) -> None:
        """Drop one reply from every language."""
        for where, index in self._indexes.items():
            if where[0] == brand_id:
                index.remove(key)
                self._kept[where].pop(key, None)

    def warm(self) -> None:
        """Give every remembered comment its vector now, so that no search has to wait for it."""
        for index in self._indexes.values():
            index.warm()

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
                bonus = {True: 0.15, None: 0.0, False: -0.1}[kept.answered_back]
                ranked.append((near + bonus, str(match.key)))
        ranked.sort(key=lambda each: (-each[0], each[1]))
        return [self._kept[where][key] for _, key in ranked[:most]]
