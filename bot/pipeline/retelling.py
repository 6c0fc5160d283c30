"""Cards whose reasons are in the reader's language, wherever they are shown.

The store keeps the engine's sentences in the brand's first language. For another reader the same texts are scored
and read again: both are pure, and what came of it is kept for the next look.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from bot.coaching.needs import told_in
from bot.coaching.retelling import reading_in, suggestion_in
from bot.domain.addressing import address_of, bare, shifted
from bot.domain.brand import Brand
from bot.domain.capabilities import PageCapabilities
from bot.domain.card import Card
from bot.domain.reading import Reading
from bot.domain.score import Score
from bot.domain.situation import Situation
from bot.pipeline.cards import build_card
from bot.pipeline.hints import Hints
from bot.pipeline.situations import Situations
from bot.ports import Coach
from bot.store.rows import ItemRow
from bot.store.tx import Tx

V = TypeVar("V")
KEPT = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    """A card as stored, and the situation to tell it anew from; None where the words are the reader's already.
    `address` is how replies to it begin, which the coach does not see."""

    card: Card
    lang: str
    situation: Situation | None
    address: str = ""


def untold(
    tx: Tx,
    item: ItemRow,
    brands: Mapping[str, Brand],
    pages: Mapping[str, PageCapabilities],
    lang: str,
    hints: Hints | None = None,
) -> Untold | None:
    """The card of an item for a reader of `lang`; None when its comment is gone."""
    card = build_card(tx, item, brands, pages, lang, hints)
    comment = tx.comments.get(item.comment_id)
    if card is None or comment is None:
        return None
    foreign = lang != brands[item.brand_id].languages[0] and bool(card.suggestions or card.reading)
    situation = Situations(tx, dict(brands)).of(item, comment, reader_lang=lang) if foreign else None
    return Untold(card=card, lang=lang, situation=situation, address=address_of(comment.extra))


class _Kept(Generic[V]):
    """The last values by key."""

    def __init__(self) -> None:
        self._values: OrderedDict[tuple[int, int, str], V] = OrderedDict()

    def get(self, key: tuple[int, int, str]) -> V | None:
        """The value, None when it is not kept."""
        return self._values.get(key)

    def put(self, key: tuple[int, int, str], value: V) -> V:
        """Keep a value; the oldest goes."""
        self._values[key] = value
        while len(self._values) > KEPT:
            self._values.popitem(last=False)
        return value


class Retelling:
    """One per service; used from the event loop only."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        self._scores: _Kept[Score] = _Kept()
        self._readings: _Kept[Reading] = _Kept()

    async def told(self, untold: Untold) -> Card:
        """The card in the reader's language."""
        card, situation, lang = untold.card, untold.situation, untold.lang
        scores: Mapping[int, Score] = {}
        reading = card.reading
        if situation is not None:
            scores = await self._scored(card, situation, lang, untold.address)
            reading = await self._read(card, situation, lang)
        offered = [
            replace(one, suggestion=suggestion_in(one.suggestion, scores.get(one.id, one.suggestion.score), lang))
            for one in card.suggestions
        ]
        return replace(card, suggestions=tuple(offered), reading=reading, reason=told_in(card.reason, lang))

    async def _scored(self, card: Card, situation: Situation, lang: str, address: str) -> Mapping[int, Score]:
        new = [one for one in card.suggestions if self._scores.get((one.id, 0, lang)) is None]
        if new:
            pairs = [(bare(one.suggestion.text, address), situation) for one in new]
            for one, score in zip(new, await asyncio.to_thread(self._coach.score_many, pairs), strict=True):
                stored, text = one.suggestion.score, one.suggestion.text
                told = shifted(score, len(text) - len(bare(text, address)))
                self._scores.put((one.id, 0, lang), replace(told, total=stored.total, exact=stored.exact))
        found = {one.id: self._scores.get((one.id, 0, lang)) for one in card.suggestions}
        return {key: score for key, score in found.items() if score is not None}

    async def _read(self, card: Card, situation: Situation, lang: str) -> Reading | None:
        if card.reading is None:
            return None
        key = (card.item_id, card.version, lang)
        kept = self._readings.get(key)
        if kept is None:
            fresh = await asyncio.to_thread(self._coach.read, replace(situation, reading=None))
            kept = self._readings.put(key, reading_in(card.reading, fresh))
        return kept
