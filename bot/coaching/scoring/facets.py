"""Everything one look at a reply and its situation finds, before anything is judged."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from bot.coaching.scoring.language import LEXICAL, certain, guess, language_of, leaning
from bot.coaching.scoring.situation import Moment, moment
from bot.coaching.scoring.words import GENERIC, Matter, kin, matter, words_of
from bot.domain.reading import Reading
from bot.domain.situation import Situation
from bot.rules import RuleBook, RuleHit
from bot.rules.text import Folded, Sentence, analyse

EMPTY_QUESTIONS = {
    "any-questions": 0.03,
    "how-can-we-help": 0.12,
    "rhetorical": 0.0,
    "sales-question": 0.0,
    "generic-crowd": 0.2,
    "ask-generic": 0.5,
    "self-review": 0.05,
}
"""What a question is worth when one of these rules stands in it, whatever else it holds."""
_SCRIPTED = frozenset({"boilerplate", "broadcast", "deflection"})
_TAKEN_UP = 1.5
_WARM = ("feels", "thanks", "welcomes", "jokes", "greets")
_FOR_SHOW = frozenset({"broadcast", "boilerplate", "deflection", "substance", "questions"})
_STOCK = frozenset({"empty-thanks", "bulk-address", "we-care"})
_STOCK_PACKS = frozenset({"broadcast", "boilerplate", "deflection", "questions"})
_HARDLY_ANYTHING = 2.2
"""Weight of two words that carry matter."""
_SECOND_PERSON = words_of("you your youre youve youd yours te tu tus ti usted su sus le vos os")


@dataclass(frozen=True, slots=True)
class Ask:
    """A question (or a request to tell) in the reply and what it is worth, 0-1."""

    sentence: Sentence
    worth: float
    empty_by: str = ""


@dataclass(frozen=True, eq=False)
class Facets:
    """What was found. Without slots, since what the judges ask for twice is kept. `shared` are stems of the comment
    that the reply takes up, by weight; `kinship` counts near-synonyms; `apart` are the
    languages of comment and reply where these are for certain two; `cosine` is None without an encoder."""

    reply: Folded
    comment: Folded | None
    lang: str
    comment_lang: str
    moment: Moment
    reading: Reading | None
    said: Matter
    heard: Matter
    hits: tuple[RuleHit, ...]
    moves: dict[str, list[RuleHit]]
    shared: dict[str, float]
    kinship: float
    asks: tuple[Ask, ...]
    names_author: bool
    speaks_to: bool
    apart: tuple[str, str] | None = None
    cosine: float | None = None
    extra: dict[str, float] = field(default_factory=dict)

    @property
    def lexical(self) -> bool:
        """Whether rules and word lists exist for the reply's language."""
        return self.lang in LEXICAL

    @cached_property
    def echo(self) -> float:
        """How much of the comment's matter the reply takes up, 0-1, saturating."""
        return 1 - math.exp(-(sum(self.shared.values()) + 0.35 * self.kinship) / 1.6)

    @cached_property
    def _told(self) -> dict[str, float]:
        """Weighty words of the reply outside its scripts, by stem."""
        script = [hit for hit in self.hits if hit.rule.pack in _SCRIPTED]
        return {
            key: weight
            for key, weight in self.said.weights.items()
            if key not in GENERIC and not any(hit.start <= self.said.places[key][0] < hit.end for hit in script)
        }

    @cached_property
    def strange(self) -> tuple[str, ...]:
        """Stems of weight that neither the comment nor the turns before it hold."""
        known = self.heard.weights.keys() | self.shared.keys()
        return tuple(key for key, weight in self._told.items() if weight >= 1 and key not in known)

    @cached_property
    def substance(self) -> float:
        """How much the reply says that is no script: counted in weighty words, saturating. What takes up a word of
        theirs counts half more, since it is said about their matter."""
        return self.substance_of(self.reply.sentences)

    def substance_of(self, sentences: Sequence[Sentence]) -> float:
        """The same for some of its sentences."""
        whole = len(sentences) == len(self.reply.sentences)
        total = 0.0
        for key, weight in self._told.items():
            place = self.said.places[key][0]
            if whole or any(sentence.start <= place < sentence.end for sentence in sentences):
                total += min(weight, 1.5) * (_TAKEN_UP if key in self.heard.weights else 1.0)
        return 1 - math.exp(-total / 6)

    @cached_property
    def plainly(self) -> float:
        """The substance of the sentences that are neither warmth nor said to everybody."""
        return self.substance_of([sentence for sentence in self.reply.sentences if not self.for_show(sentence)])

    def for_show(self, sentence: Sentence) -> bool:
        """Warmth, an exclamation or something for a crowd: pleasant, and seldom what the person came for."""
        if "!" in self.reply.text[sentence.start : sentence.end][-3:]:
            return True
        warm = [hit.start for move in _WARM for hit in self.moves.get(move, ())]
        shown = [hit.start for hit in self.hits if hit.rule.pack in _FOR_SHOW]
        return any(sentence.start <= place < sentence.end for place in (*warm, *shown))

    @cached_property
    def stock(self) -> bool:
        """Whether every sentence holds a stock phrase and hardly anything is said beside them: "Thanks for your kind
        words! We are always here to help." """
        found = [hit for hit in self.hits if hit.rule.pack in _STOCK_PACKS or hit.rule.id in _STOCK]
        found += [hit for move in ("welcomes", "greets") for hit in self.moves.get(move, ())]
        if not all(any(s.start <= hit.start < s.end for hit in found) for s in self.reply.sentences):
            return False
        places = ((self.said.places[key][0], weight) for key, weight in self._told.items())
        return sum(w for at, w in places if not any(hit.start <= at < hit.end for hit in found)) < _HARDLY_ANYTHING

    def has(self, *moves: str) -> bool:
        """Whether the reply makes any of these moves."""
        return not self.moves.keys().isdisjoint(moves)

    def weight_of(self, *rules: str) -> float:
        """Summed weights of findings by rule id, each rule once."""
        return sum({hit.rule.id: hit.rule.weight for hit in self.hits if hit.rule.id in rules}.values())


def look(
    reply: str, situation: Situation, reading: Reading | None, book: RuleBook, cosine: float | None = None
) -> Facets:
    """Find everything the judging needs. Cheap: no encoder, no files; `cosine` is the encoder's word, if it had one."""
    folded = analyse(reply)
    comment = analyse(situation.comment) if situation.comment is not None else None
    comment_lang = _comment_lang(comment, situation, reading)
    lang = language_of(folded, comment_lang or situation.lang)
    now = moment(reading, comment)
    found = book.find(reply, lang, situation=now.value, off=situation.brand.policy.rules_off)
    moves: dict[str, list[RuleHit]] = {}
    for hit in found:
        if hit.rule.move:
            moves.setdefault(hit.rule.move, []).append(hit)
    hits = tuple(hit for hit in found if not hit.rule.move)
    said = matter(folded, lang)
    heard = _matter_of(comment.original, comment_lang or lang) if comment else Matter({}, {})
    context = _context(situation, comment_lang or lang)
    shared = {key: weight for key, weight in heard.weights.items() if key in said.weights}
    for key, weight in context.items():
        if key in said.weights and key not in shared:
            shared[key] = 0.4 * weight
    return Facets(
        reply=folded,
        comment=comment,
        lang=lang,
        comment_lang=comment_lang,
        moment=now,
        reading=reading,
        said=said,
        heard=heard,
        hits=hits,
        moves=moves,
        shared=shared,
        kinship=_kinship(said, heard, shared, lang),
        asks=_asks(folded, said, heard, hits, moves),
        names_author=_names(folded, situation.author),
        speaks_to=any(word.key in _SECOND_PERSON for word in folded.words),
        apart=_apart(folded, comment, lang, comment_lang),
        cosine=cosine,
    )


@lru_cache(maxsize=2048)
def _matter_of(text: str, lang: str) -> Matter:
    """Matter of a text that many replies are held against. Not to be changed."""
    return matter(analyse(text), lang)


def _apart(folded: Folded, comment: Folded | None, lang: str, comment_lang: str) -> tuple[str, str] | None:
    if comment is None:
        return None
    if {lang, comment_lang} == LEXICAL and len(folded.words) > 3 and leaning(comment) == comment_lang:
        return comment_lang, lang
    heard, said = certain(comment.original), certain(folded.original)
    return (heard, said) if heard and said and heard != said else None


def _comment_lang(comment: Folded | None, situation: Situation, reading: Reading | None) -> str:
    if comment is None:
        return situation.lang
    if reading is not None and reading.lang != "und":
        return reading.lang
    return guess(comment, situation.lang)


def _context(situation: Situation, lang: str) -> dict[str, float]:
    """Matter of the turns just before and of the post: what a reply may take up as well."""
    texts = [turn.text for turn in situation.history[-3:]] + ([situation.post] if situation.post else [])
    found: dict[str, float] = {}
    for text in texts:
        found.update(_matter_of(text, lang).weights)
    return found


def _kinship(said: Matter, heard: Matter, shared: dict[str, float], lang: str) -> float:
    groups = kin(lang if lang in LEXICAL else "en")
    mine = {group for key in said.weights for group in groups.get(key, ())}
    return float(
        sum(1 for key in heard.weights if key not in shared and any(group in mine for group in groups.get(key, ())))
    )


def _names(folded: Folded, author: str) -> bool:
    if not author:
        return False
    parts = {part.key for part in analyse(author).words if len(part.key) > 2}
    return any(word.key.lstrip("@") in parts for word in folded.words)


def _asks(
    folded: Folded, said: Matter, heard: Matter, hits: tuple[RuleHit, ...], moves: dict[str, list[RuleHit]]
) -> tuple[Ask, ...]:
    telling = [hit for name in ("asks-detail", "invites-back", "offers-choice") for hit in moves.get(name, ())]
    return tuple(
        _worth(sentence, folded, said, heard, hits, moves)
        for sentence in folded.sentences
        if sentence.asks or any(sentence.start <= hit.start < sentence.end for hit in telling)
    )


def _worth(
    sentence: Sentence,
    folded: Folded,
    said: Matter,
    heard: Matter,
    hits: tuple[RuleHit, ...],
    moves: dict[str, list[RuleHit]],
) -> Ask:
    for hit in hits:
        if hit.rule.id in EMPTY_QUESTIONS and sentence.start <= hit.start < sentence.end:
            return Ask(sentence, EMPTY_QUESTIONS[hit.rule.id], hit.rule.id)
    inside = {name for name, many in moves.items() if any(sentence.start <= hit.start < sentence.end for hit in many)}
    here = [key for key, (start, _end) in said.places.items() if sentence.start <= start < sentence.end]
    specific = [key for key in here if key not in GENERIC]
    worth = 0.5 if sentence.asks else 0.3
    worth += 0.12 * ("asks-detail" in inside) + 0.2 * ("offers-choice" in inside) + 0.1 * ("invites-back" in inside)
    worth += 0.08 * min(len(specific), 2) + 0.08 * any(key in heard.weights for key in here)
    words = sum(sentence.start <= word.start < sentence.end for word in folded.words)
    worth -= 0.25 if words < 2 else 0.0
    if any(hit.rule.id in {"to-dm", "to-link"} and sentence.start <= hit.start < sentence.end for hit in hits):
        return Ask(sentence, 0.3 * worth, "to-dm")
    if any(start < sentence.end and end > sentence.start for start, end in folded.links):
        worth *= 0.5
    return Ask(sentence, max(0.0, min(1.0, worth)))
