"""A brand's facts, found by words and by meaning, with a relevance that can be trusted or is low."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from threading import RLock

from bot.coaching.knowledge.index import Encode, Match, TextIndex
from bot.domain.brand import Brand, Fact
from bot.ports import FactHit


class HybridKnowledge:
    """Facts in memory, one index per brand and language; a brand's own `facts` are indexed at first sight.

    `replace`, `add` and `remove` keep the index in step with edits without rebuilding it.
    """

    def __init__(self, encode: Encode | None = None) -> None:
        self._encode = encode
        self._facts: dict[str, dict[str, Fact]] = {}
        self._indexes: dict[tuple[str, str], TextIndex] = {}
        self._seen: dict[str, tuple[Fact, ...]] = {}
        self._lock = RLock()

    def replace(self, brand_id: str, facts: Iterable[Fact]) -> None:
        """Make `facts` all that the brand knows."""
        with self._lock:
            for key in [key for key in self._indexes if key[0] == brand_id]:
                del self._indexes[key]
            self._facts[brand_id] = {}
            for fact in facts:
                self.add(brand_id, fact)

    def add(self, brand_id: str, fact: Fact) -> None:
        """Know one more fact, or the newer wording of one."""
        with self._lock:
            self.remove(brand_id, fact.id)
            self._facts.setdefault(brand_id, {})[fact.id] = fact
            index = self._indexes.setdefault((brand_id, fact.lang), TextIndex(self._encode))
            index.add(fact.id, _text(fact))

    def remove(self, brand_id: str, fact_id: str) -> None:
        """Forget one fact; an unknown id is no error."""
        with self._lock:
            old = self._facts.get(brand_id, {}).pop(fact_id, None)
            if old is not None:
                self._indexes[(brand_id, old.lang)].remove(fact_id)

    def search(self, brand: Brand, query: str, lang: str, most: int = 5) -> Sequence[FactHit]:
        """Facts that may answer `query`, best first: in `lang` where the base has it, else in any language."""
        with self._lock:
            return self._search(brand, query, lang, most)

    def warm(self) -> None:
        """Give every fact its vector now, so that no search has to wait for it."""
        with self._lock:
            for index in self._indexes.values():
                index.warm()

    def _search(self, brand: Brand, query: str, lang: str, most: int) -> Sequence[FactHit]:
        self._notice(brand)
        own = self._search_in(brand.id, query, lang, most)
        if own and own[0].relevance >= 0.5:
            return own
        others = [
            hit
            for brand_id, other in list(self._indexes)
            if brand_id == brand.id and other != lang
            for hit in self._search_in(brand.id, query, other, most)
        ]
        moved = [FactHit(fact=self._in_language(brand.id, hit.fact, lang), relevance=hit.relevance) for hit in others]
        best: dict[str, FactHit] = {}
        for hit in sorted([*own, *moved], key=lambda each: -each.relevance):
            best.setdefault(hit.fact.id, hit)
        return list(best.values())[:most]

    def _notice(self, brand: Brand) -> None:
        """Index the facts a brand value carries, once per value."""
        if brand.facts and self._seen.get(brand.id) is not brand.facts:
            if self._seen.get(brand.id) != brand.facts:
                self.replace(brand.id, brand.facts)
            self._seen[brand.id] = brand.facts

    def _search_in(self, brand_id: str, query: str, lang: str, most: int) -> list[FactHit]:
        index = self._indexes.get((brand_id, lang))
        if index is None:
            return []
        facts = self._facts[brand_id]
        hits = [
            FactHit(fact=facts[str(match.key)], relevance=_relevance(match)) for match in index.search(query, most * 2)
        ]
        return sorted(hits, key=lambda hit: (-hit.relevance, hit.fact.id))[:most]

    def _in_language(self, brand_id: str, fact: Fact, lang: str) -> Fact:
        """The same fact in `lang` where the base has it (ids "hours.en" and "hours.es"), else as it is."""
        stem, _, tail = fact.id.rpartition(".")
        if stem and tail == fact.lang:
            return self._facts[brand_id].get(f"{stem}.{lang}", fact)
        return fact


def _text(fact: Fact) -> str:
    return f"{fact.question} {fact.question} {fact.answer} {' '.join(fact.tags)}"


def _relevance(match: Match) -> float:
    """0-1: how likely the fact answers the question. Words alone must cover much of it; meaning alone must be
    near. Set by hand on questions written for the sample brand (see tests), with off-topic ones near 0."""
    words = 0.75 * match.cover + 0.25 * match.words
    if match.meaning is None:
        return max(0.0, min(1.0, (words - 0.15) / 0.6))
    near = (match.meaning - 0.15) / 0.45
    return max(0.0, min(1.0, 0.5 * (words - 0.1) / 0.6 + 0.5 * near))
