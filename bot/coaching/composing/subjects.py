"""What a question is about, named from a closed list of nouns with the article that suits it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.coaching.knowledge.words import fold
from bot.coaching.text.sought import Sought

_OWN = re.compile(r"\b(?:my|our|mi|mis|nuestr[oa]s?)(?: \w+){0,2} $")
_MET = (
    r"\b(?:an?|the|your|my|our|his|her|their|this|that|each|every|whose|which|what|any|another|one|no|some|next|last)"
    r" (?:[a-z'-]+ ){0,2}?"
)
"""What an English noun in the singular stands behind, so that "can I book" names no book."""
_VERBS = frozenset({"shows", "plays", "stops", "talks", "matches", "orders", "books", "bins", "tours"})
"""What is a verb behind a noun ("my receipt shows")."""
_BEHIND = re.compile(
    r"\b(?:al|for|by|in|on|at|from|into|near|behind|since|until|instead of|than|not|para|en|desde|hasta|sobre|sin|"
    r"entre|no)"
    r"(?: (?:an?|the|my|our|your|this|that|these|those|any|some|el|la|los|las|un|una|mi|mis|su|sus|tu|"
    r"vuestr[oa]s?|este|"
    r"esta|ese|esa))?(?: (?!or\b|and\b|i\b|we\b|you\b)[a-z-]+)?(?: (?:de|of|del)(?: (?:la|las|el|los|the))?)? $|"
    r"\b(?:para que|so that|so)(?: (?:me|nos|os|te|le|les|la|lo|i|we|you|they))?(?: \w+){1,3} $"
)
"""What a noun stands behind that is not itself asked about."""
_OPENER = re.compile(
    r"\b(?:do|does|did|can|could|will|would|is|are|have|has) (?:you|there|i|we|it|they|the|your)\b|"
    r"\bhow much (?:is|are)\b|"
    r"\bwhere(?:'s| is| are)\b|\b(?:what|which|who)(?:'s| is| are)?\b|\b(?:hay|ten(?:eis|es)|tienen?|cuanto (?:cuesta|"
    r"vale|sale)|se puede[n]?|puedo|podemos|pueden|podeis|aceptan|aceptais)\b"
)
"""The words that open a question."""
_TAKEN_UP = re.compile(r"(?:\S+ ){1,3}?(?:it|they|them|one|ones|that)\b|(?:l[oa]s? )")
"""A question that speaks of what was named before it."""
_STOP = re.compile(r"[,.;:?!]")
_PLAIN = str.maketrans("áéíóú", "aeiou")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A noun: `name` bare, `article` as Spanish has it ("" in English), `some` is whether it takes no "a"."""

    name: str
    article: str
    some: bool
    pattern: re.Pattern[str]


_Met = tuple[int, int, Subject]
"""Where a noun begins and ends in a text, and the noun."""


def subjects(data: Mapping[str, str], lang: str) -> tuple[Subject, ...]:
    """Nouns by group: in English `one` and `mass`, in Spanish `el`, `la`, `mass_el` and `mass_la`. Plurals are made."""
    found: list[Subject] = []
    for group, words in data.items():
        mass, _, article = group.rpartition("_") if lang == "es" else (group if group == "mass" else "", "", "")
        for word in (each.strip() for each in words.replace("\n", ",").split(",") if each.strip()):
            found.append(_subject(word, article, some=bool(mass)))
            if not mass:
                plural = f"{article}s".replace("els", "los") if article else ""
                found.append(_subject(many(word, lang), plural, some=True))
    return tuple(found)


_ALSO_VERBS = frozenset({"vino", "vale", "arreglo", "abono", "envío"})
"""Nouns that are verbs, too, where nothing stands in front that only a noun can have."""


def _subject(word: str, article: str, *, some: bool) -> Subject:
    before = "" if article or some else _MET
    if word in _ALSO_VERBS:
        before = r"\b(?:el|un|este|ese|su|vuestro|tu|nuestro|del|al|de|mas|otro|que) "
    return Subject(
        name=word, article=article, some=some, pattern=re.compile(rf"{before}\b(?P<noun>{re.escape(fold(word))})\b")
    )


def many(word: str, lang: str) -> str:
    """The plural of a noun."""
    head, _, rest = word.partition(" de ") if lang == "es" else (word, "", "")
    if lang == "en":
        if re.search(r"[^aeiou]y$", word):
            return f"{word[:-1]}ies"
        return f"{word}es" if re.search(r"(s|x|z|ch|sh)$", word) else f"{word}s"
    if head.endswith("z"):
        head = f"{head[:-1]}ces"
    elif head[-1] in "aeiouáéó":
        head = f"{head}s"
    else:
        head = f"{head[:-2]}{head[-2:].translate(_PLAIN)}es"
    return f"{head} de {rest}" if rest else head


def subject_in(text: str, known: Sought[Subject]) -> tuple[Subject | None, bool]:
    """The subject named first behind the words that open the question in a folded text, the longer name where two
    begin there, and whether it is the person's own. What only tells of the place or the use ("for the gym") is none.
    """
    met = [
        (*found.span("noun"), each)
        for each in known.among(text)
        for found in each.pattern.finditer(text)
        if _BEHIND.search(text[: found.start("noun")]) is None
    ]
    met = _asked_about(text, met)
    if not met:
        return None, False
    start, end, first = min(met, key=lambda each: (each[0], -each[1]))
    if not first.article:
        behind = (each for each in met if each[0] == end + 1 and each[2].name not in _VERBS)
        start, end, first = next(behind, (start, end, first))
    return first, _OWN.search(text[:start]) is not None


def _asked_about(text: str, met: list[_Met]) -> list[_Met]:
    """Of the nouns met, those in the clause that the last question opens, or those right before it that it speaks of
    ("the boots, do they come in brown?"). All of them where no question is opened."""
    opener = next(reversed(list(_OPENER.finditer(text))), None)
    if opener is None:
        return met
    stop = _STOP.search(text, opener.end() + 1)
    end = stop.start() if stop else len(text)
    inside = [each for each in met if opener.end() <= each[0] < end]
    before = [each for each in met if each[0] < opener.start()]
    if inside or _TAKEN_UP.match(text[opener.start() :]):
        return inside or before
    return [each for each in before if not _STOP.search(text[each[1] : opener.start()])]


def named(subject: Subject, lang: str, *, your: str = "") -> dict[str, str]:
    """Slots: {asked} "the lift", or "your lift" where `your` says so; {some} "a lift" or "parking"."""
    name = subject.name
    if lang == "en":
        some = name if subject.some else f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
        return {"asked": f"{your or 'the'} {name}", "some": some}
    indefinite = {"el": "un ", "la": "una "}.get(subject.article, "")
    return {
        "asked": f"{your or subject.article} {name}",
        "some": name if subject.some else f"{indefinite}{name}",
    }
