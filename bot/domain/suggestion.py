"""A reply offered to a moderator: text, score, the facts it rests on, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.domain.reading import Kind
from bot.domain.score import Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A fact of the knowledge base used in a text. `ref` is the fact's id, `quote` its own words."""

    ref: str
    title: str
    quote: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What nobody knows yet: a question to the team ("from when are Sunday tastings?")."""

    question: str
    about: str = ""
    facts: tuple[str, ...] = ()
    """Ids of the facts that the question names because they may answer it, the likeliest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondOpinion:
    """How likely a model finds an answer to a reply, 0-100, with its reason and what it would change. Shown beside
    the score and never mixed in."""

    model: str
    total: int
    why: str
    mend: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """`origin` is "composer", the model's name, or "memory"; `price` in US dollars, 0 for the composer;
    `stopped` says why redrafting ended (good enough, budget spent, no better draft found)."""

    text: str
    lang: str
    score: Score
    sources: tuple[Source, ...] = ()
    needs: tuple[Need, ...] = ()
    origin: str = "composer"
    stopped: str = ""
    price: Decimal = Decimal(0)
    second: SecondOpinion | None = None
    takes: Kind | None = None
    """What the comment is taken for, where it may be praise or a grievance and replies are offered for both."""
