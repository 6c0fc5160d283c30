"""All rules of one installation, ready to be matched against a reply in time linear in its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from bot.resources import resource_files
from bot.rules.load import load_rules
from bot.rules.model import Rule, RuleHit, Scope
from bot.rules.phrases import Phrase
from bot.rules.text import Folded, Sentence, analyse

_PREFIX = 3
_KEPT = 20_000
PATTERN_SECONDS = 0.05
"""A free pattern may take this long on one reply; then it counts as not found. Those shipped take microseconds."""


_Found = tuple[Rule, Phrase]


class _Candidates(NamedTuple):
    """Phrases that begin with one word: by the word that must come second, and those that are to be tried anyhow."""

    by_second: dict[str, list[_Found]]
    anyhow: list[_Found]


def _sorted_by_second(found: Iterable[_Found]) -> _Candidates:
    kept = _Candidates({}, [])
    for rule, phrase in found:
        if phrase.begins or not phrase.second:
            kept.anyhow.append((rule, phrase))
            continue
        for second in phrase.second:
            kept.by_second.setdefault(second, []).append((rule, phrase))
    return kept


class _Index:
    """Phrases of one language by the word they can begin with."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self.patterns = tuple((rule, pattern) for rule in self.rules for pattern in rule.patterns)
        self._whole: dict[str, list[tuple[Rule, Phrase]]] = {}
        self._begins: dict[str, list[tuple[Rule, Phrase]]] = {}
        self._short: list[tuple[str, Rule, Phrase]] = []
        self._kept: dict[str, _Candidates] = {}
        for rule in self.rules:
            for phrase in rule.phrases:
                for trigger in phrase.triggers:
                    self._add(trigger, rule, phrase)

    def _add(self, trigger: str, rule: Rule, phrase: Phrase) -> None:
        stem = trigger.rstrip("*")
        if trigger != stem and len(stem) < _PREFIX:
            self._short.append((stem, rule, phrase))
        elif trigger != stem:
            self._begins.setdefault(stem[:_PREFIX], []).append((rule, phrase))
        else:
            self._whole.setdefault(trigger, []).append((rule, phrase))

    def candidates(self, key: str) -> _Candidates:
        """Phrases that may begin with this word; most words come again and again, so that the answer is kept."""
        kept = self._kept.get(key)
        if kept is None:
            found = [*self._whole.get(key, ()), *self._begins.get(key[:_PREFIX], ())]
            found += [(rule, phrase) for stem, rule, phrase in self._short if key.startswith(stem)]
            kept = _sorted_by_second([*found, *(self._whole.get("#num", ()) if key[:1].isdigit() else ())])
            if len(self._kept) < _KEPT:
                self._kept[key] = kept
        return kept


class RuleBook:
    """Finds what rules and signals say about a text. `off` ids are never reported."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        anywhere = [rule for rule in self.rules if rule.lang == "any"]
        langs = {rule.lang for rule in self.rules} - {"any"}
        self._indexes = {lang: _Index([r for r in self.rules if r.lang == lang] + anywhere) for lang in langs}
        self._rest = _Index(anywhere)

    @property
    def languages(self) -> frozenset[str]:
        """Languages with rules of their own."""
        return frozenset(self._indexes)

    def find(
        self, text: str, lang: str, *, situation: str = "", off: frozenset[str] = frozenset()
    ) -> tuple[RuleHit, ...]:
        """All hits in `text`, in the order of their places; overlapping hits of one rule are merged."""
        folded = analyse(text)
        index = self._indexes.get(lang, self._rest)
        hits = [
            hit
            for hit in self._raw(folded, index)
            if hit.rule.id not in off and _counts(hit, folded, situation) and not _cancelled(hit, folded)
        ]
        hits.sort(key=lambda hit: (hit.rule.id, hit.start, -hit.end))
        return tuple(sorted(_merged(hits), key=lambda hit: (hit.start, hit.end, hit.rule.id)))

    def _raw(self, folded: Folded, index: _Index) -> Iterator[RuleHit]:
        starts = {_first_word(folded, sentence) for sentence in folded.sentences}
        following = [*(word.key for word in folded.words[1:]), ""]
        for word, after in zip(folded.words, following, strict=False):
            by_second, anyhow = index.candidates(word.key)
            for rule, phrase in (*by_second.get(after, ()), *anyhow):
                if (phrase.begins and not phrase.may_follow(after)) or (phrase.at_start and word.start not in starts):
                    continue
                match = phrase.pattern.match(folded.text, word.start)
                if match:
                    yield RuleHit(rule=rule, start=match.start(), end=match.end())
        for rule, pattern in index.patterns:
            yield from _pattern_hits(rule, pattern, folded)


def _pattern_hits(rule: Rule, pattern: object, folded: Folded) -> Iterator[RuleHit]:
    try:
        for match in pattern.finditer(folded.original, timeout=PATTERN_SECONDS):  # type: ignore[attr-defined]
            if match.end() > match.start():
                yield RuleHit(rule=rule, start=match.start(), end=match.end())
    except TimeoutError:
        return


def _first_word(folded: Folded, sentence: Sentence) -> int:
    for place in range(sentence.start, sentence.end):
        if folded.text[place].isalnum() or folded.text[place] in "#@":
            return place
    return sentence.start


def _counts(hit: RuleHit, folded: Folded, situation: str) -> bool:
    rule = hit.rule
    if rule.situations and situation and situation not in rule.situations:
        return False
    if rule.scope is Scope.ANYWHERE or not folded.sentences:
        return True
    sentence = folded.sentence_at(hit.start)
    if rule.scope is Scope.OPENING:
        return sentence == folded.sentences[0]
    if rule.scope is Scope.CLOSING:
        return sentence == folded.sentences[-1]
    return sentence.asks == (rule.scope is Scope.QUESTION)


def _cancelled(hit: RuleHit, folded: Folded) -> bool:
    if not hit.rule.unless:
        return False
    sentence = folded.sentence_at(hit.start)
    words = [word for word in folded.words if sentence.start <= word.start < sentence.end]
    return any(
        phrase.pattern.match(folded.text, word.start) is not None for phrase in hit.rule.unless for word in words
    )


def _merged(hits: list[RuleHit]) -> list[RuleHit]:
    kept: list[RuleHit] = []
    for hit in hits:
        last = kept[-1] if kept else None
        if last and last.rule is hit.rule and hit.start < last.end:
            kept[-1] = RuleHit(rule=hit.rule, start=last.start, end=max(last.end, hit.end))
        else:
            kept.append(hit)
    return kept


@cache
def default_book() -> RuleBook:
    """The rules of this installation, loaded once: the program's own and those put in front of them."""
    return RuleBook(load_rules(resource_files("config/rules", [".yml"])))
