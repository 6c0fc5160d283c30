"""Which place a question and a fact speak of, so that one shop's hours never answer for the other's. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.coaching.knowledge.words import fold
from bot.domain.brand import Fact

_NAME = r"[A-ZÁÉÍÓÚÑ][a-záéíóúñü]+(?: [A-ZÁÉÍÓÚÑ][a-záéíóúñü]+)*"
_IN = re.compile(rf"\b(?:[Ii]n|[Ee]n) ({_NAME})")
_SENT = re.compile(
    r"\b(?:ship|post|send|deliver|deliveries|delivery|postage|parcels?|envi\w+|mand(?:an|ais|as|ar)|paquetes?)\b"
)
"""A place that something is sent to is none of the brand's own."""
_NO_PLACES = re.compile(
    "english|spanish|january|february|march|april|may|june|july|august|september|october|november|december|"
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|monday|tuesday|"
    "wednesday|thursday|friday|saturday|sunday|christmas|easter|navidad|nochebuena|nochevieja|pascua|semana|"
    "reyes|spring|summer|autumn|winter|primavera|verano|otono|invierno|instagram|facebook|whatsapp|google|"
    "twitter|tiktok"
)
"""What stands after "in" with a capital and is no place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The places that some facts and the brand's own words name, and which of them each fact speaks of."""

    names: frozenset[str]
    by_fact: dict[str, frozenset[str]]
    known: str
    """All words of the facts and the brand, folded, to tell a name nobody knows."""

    @classmethod
    def of(cls, facts: Sequence[Fact], about: str) -> Places:
        """Read the places from the names that follow "in" (in Spanish "en")."""
        names = frozenset(name for text in (about, *map(_text, facts)) for name in _named(text))
        by_fact = {fact.id: _held(fold(_text(fact)), names) for fact in facts}
        return cls(names=names, by_fact=by_fact, known=fold(" ".join((about, *map(_text, facts)))))

    def asked(self, question: str) -> frozenset[str]:
        """Places the question names, known or not; where a name always stands beside a wider one, that one too."""
        found = _held(fold(question), self.names)
        sent = _SENT.search(fold(question)) is not None
        strange = {
            name for name in _named(question) if not sent and not re.search(rf"\b{re.escape(name)}\b", self.known)
        }
        return frozenset(strange).union(*(self._wider(name) for name in found))

    def bare(self, question: str) -> str:
        """The question without the places' names, which would find whatever else is told of that place."""
        text = fold(question)
        for name in sorted(self.names, key=len, reverse=True):
            text = re.sub(rf"(?:\b(?:in|en|de|at) )?\b{re.escape(name)}\b", " ", text)
        return text

    def answers(self, fact: Fact, asked: frozenset[str], nearest: bool) -> bool:
        """Whether a fact may answer. Where one of another place is as near, `nearest` is false, and only a fact that
        names the place asked for will do: something else that is true everywhere is no answer then."""
        return self.fits(fact, asked) and (nearest or bool(self.by_fact[fact.id] & asked))

    def fits(self, fact: Fact, asked: frozenset[str]) -> bool:
        """Whether a fact may answer a question about the places `asked`; any may where none is."""
        held = self.by_fact[fact.id]
        if not asked or held & asked:
            return True
        return not held and bool(asked & self.names)

    def elsewhere(self, one: Fact, other: Fact) -> bool:
        """Whether two facts speak of the same thing in different places."""
        here, there = self.by_fact[one.id], self.by_fact[other.id]
        alike = set(one.tags) & set(other.tags) - set(self.names)
        return bool(here and there and alike) and not here & there

    def _wider(self, name: str) -> frozenset[str]:
        holding = [held for held in self.by_fact.values() if name in held]
        return frozenset({name}).union(frozenset.intersection(*holding) if holding else frozenset())


def _text(fact: Fact) -> str:
    return f"{fact.question} {fact.answer} {' '.join(fact.tags)}"


@lru_cache(maxsize=8_192)
def _named(text: str) -> frozenset[str]:
    names = (fold(found[1]) for found in _IN.finditer(text))
    return frozenset(name for name in names if not _NO_PLACES.fullmatch(name.split()[0]))


def _held(folded: str, names: Iterable[str]) -> frozenset[str]:
    return frozenset(name for name in names if re.search(rf"\b{re.escape(name)}\b", folded))
