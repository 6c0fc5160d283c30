"""A brand's facts, found by words and by meaning, with a relevance that can be trusted or is low."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from threading import RLock

from bot.coaching.knowledge.held import in_wider_words
from bot.coaching.knowledge.index import Encode, Match, TextIndex
from bot.coaching.knowledge.likely import Likelihood
from bot.coaching.knowledge.oblique import Oblique
from bot.domain.brand import Brand, Fact
from bot.ports import FactHit

Key = tuple[str, str]
"""A fact's id and language: one fact may be told in several."""
_WARMED_AT_ONCE = 64
_WEIGHED, _WEIGHED_FROM = 6, 0.1
"""How many of the best facts are read word by word, and from which relevance of the first."""
_SEEN_SIDE_BY_SIDE = 48
"""Facts of a brand up to which all are weighed for a comment; of more those that a search finds first."""


class HybridKnowledge:
    """Facts in memory, one index per brand and language; a brand's own `facts` are indexed at first sight.

    When a brand comes with other facts than before, only those that changed are indexed anew. `kept` gives the
    facts their vectors where those outlive the process; what is asked goes through `encode` and is never kept.
    """

    def __init__(self, encode: Encode | None = None, kept: Encode | None = None) -> None:
        self._encode, self._kept = encode, kept
        self._likelihood = Likelihood(encode) if encode else None
        self._oblique = Oblique(encode, kept) if encode else None
        self._facts: dict[str, dict[Key, Fact]] = {}
        self._indexes: dict[tuple[str, str], TextIndex] = {}
        self._seen: dict[str, tuple[Fact, ...]] = {}
        self._lock = RLock()

    def replace(self, brand_id: str, facts: Iterable[Fact]) -> int:
        """Make `facts` all that the brand knows; how many had to be indexed."""
        with self._lock:
            wanted = {(fact.id, fact.lang): fact for fact in facts}
            known = self._facts.setdefault(brand_id, {})
            for key in [key for key in known if key not in wanted]:
                self._drop(brand_id, key)
            changed = [fact for key, fact in wanted.items() if known.get(key) != fact]
            for fact in changed:
                self.add(brand_id, fact)
            return len(changed)

    def add(self, brand_id: str, fact: Fact) -> None:
        """Know one more fact, or the newer wording of one."""
        with self._lock:
            self._facts.setdefault(brand_id, {})[fact.id, fact.lang] = fact
            index = self._indexes.setdefault((brand_id, fact.lang), TextIndex(self._encode, self._kept))
            index.add(fact.id, _text(fact))

    def remove(self, brand_id: str, fact_id: str) -> None:
        """Forget one fact in all its languages; an unknown id is no error."""
        with self._lock:
            for key in [key for key in self._facts.get(brand_id, {}) if key[0] == fact_id]:
                self._drop(brand_id, key)

    def _drop(self, brand_id: str, key: Key) -> None:
        del self._facts[brand_id][key]
        self._indexes[brand_id, key[1]].remove(key[0])

    def search(self, brand: Brand, query: str, lang: str, most: int = 5) -> Sequence[FactHit]:
        """Facts that may answer `query`, best first: in `lang` where the base has it, else in any language."""
        with self._lock:
            return self._search(brand, query, lang, most)

    def likeliest(self, brand: Brand, comment: str, lang: str) -> Sequence[FactHit]:
        """The brand's facts in `lang`, those first that are likeliest to answer a comment, in whatever words it is put;
        none where that cannot be weighed."""
        with self._lock:
            if self._oblique is None:
                return []
            self._notice(brand)
            facts = sorted(
                (fact for (_, of), fact in self._facts.get(brand.id, {}).items() if of == lang),
                key=lambda fact: fact.id,
            )
            if len(facts) > _SEEN_SIDE_BY_SIDE:
                facts = [hit.fact for hit in self._search_in(brand.id, comment, lang, _SEEN_SIDE_BY_SIDE)]
            found = zip(facts, self._oblique.weigh(comment, facts), strict=False)
            hits = [FactHit(fact=fact, relevance=0.0, likely=likely) for fact, likely in found]
            return sorted(hits, key=lambda hit: -(hit.likely or 0.0))

    def warm(self, most: int = _WARMED_AT_ONCE) -> int:
        """Give up to `most` facts their vectors, so that no search has to wait for it; how many still lack one.
        Searches in other threads wait for this long, so do it in slices."""
        with self._lock:
            waiting = 0
            for index in self._indexes.values():
                waiting += index.warm(most if not waiting else 0)
            return waiting

    def notice(self, brand: Brand) -> None:
        """Index the facts a brand carries, before anybody asks."""
        with self._lock:
            self._notice(brand)

    def _search(self, brand: Brand, query: str, lang: str, most: int) -> Sequence[FactHit]:
        self._notice(brand)
        own = self._weighed(query, self._also_wider(brand.id, query, lang, most))
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
            best.setdefault(f"{hit.fact.id}/{hit.fact.lang}", hit)
        found = list(best.values())[:most]
        return self._weighed(query, found) if not own or found[0].fact is not own[0].fact else found

    def _notice(self, brand: Brand) -> None:
        """Index the facts a brand value carries, once per value."""
        if brand.facts and self._seen.get(brand.id) is not brand.facts:
            self.replace(brand.id, brand.facts)
            self._seen[brand.id] = brand.facts

    def _search_in(self, brand_id: str, query: str, lang: str, most: int) -> list[FactHit]:
        index = self._indexes.get((brand_id, lang))
        if index is None:
            return []
        facts = self._facts[brand_id]
        hits = [
            FactHit(fact=facts[str(match.key), lang], relevance=_relevance(match))
            for match in index.search(query, most * 2)
        ]
        return sorted(hits, key=lambda hit: -hit.relevance)[:most]

    def _also_wider(self, brand_id: str, query: str, lang: str, most: int) -> list[FactHit]:
        """What is found by the words for the kind of what is named, too; of a fact found by both the better."""
        best = {hit.fact.id: hit for hit in self._search_in(brand_id, query, lang, most)}
        if wider := in_wider_words(query, lang):
            for hit in self._search_in(brand_id, wider, lang, most):
                if hit.fact.id not in best or best[hit.fact.id].relevance < hit.relevance:
                    best[hit.fact.id] = hit
        return sorted(best.values(), key=lambda hit: -hit.relevance)[:most]

    def _weighed(self, query: str, hits: list[FactHit]) -> list[FactHit]:
        """The hits, the first of them with how likely they answer."""
        if self._likelihood is None or not hits or hits[0].relevance < _WEIGHED_FROM:
            return hits
        first = hits[:_WEIGHED]
        likely = self._likelihood.weigh(query, first)
        return [replace(hit, likely=chance) for hit, chance in zip(first, likely, strict=True)] + hits[_WEIGHED:]

    def _in_language(self, brand_id: str, fact: Fact, lang: str) -> Fact:
        """The same fact in `lang` where the base has it (one id in two languages, or "hours.en" and "hours.es"),
        else as it is."""
        facts = self._facts[brand_id]
        stem, _, tail = fact.id.rpartition(".")
        if stem and tail == fact.lang:
            return facts.get((f"{stem}.{lang}", lang), fact)
        return facts.get((fact.id, lang), fact)


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
