"""A brand: its voice, what it knows, and what its policy allows. Kept apart from other brands everywhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.reading import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """How the brand speaks. `address` is for Spanish (tú, usted, vos); NONE means: as the commenter does.
    `avoid` are words the brand never uses; `sign_off` is put under a reply only if set ("— Lucía")."""

    description: str = ""
    warmth: float = 0.6
    emoji: bool = False
    address: Address = Address.NONE
    region: str = ""
    """"es", "mx", "ar" or "" when unknown: picks vosotros or ustedes and local words."""
    sign_off: str = ""
    person: str = ""
    """Name of a person who can be named in a crisis or for a hand-over."""
    avoid: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing the brand knows. `question` is how people ask it, `answer` a sentence that can be said as it
    stands, `source` where it comes from (a page, a person, a date)."""

    id: str
    lang: str
    question: str
    answer: str
    source: str
    tags: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the team decided once, so that nobody has to remember it.

    `reply_within` sets the deadline of an item; `remind_after` when the channel is reminded; `expire_after`
    when an unanswered item ends; `undo_grace` how long an approval can be taken back before it is published.
    `four_eyes`: nobody approves a text they wrote or edited themselves. `client_approval`: situations (kinds)
    that need a second approval. `on_timeout` is "remind", "escalate" or "expire"; silence never publishes.
    `adapt`: the engine is refitted by itself to what people corrected and to what replies drew.
    """

    reply_within: timedelta = timedelta(hours=4)
    remind_after: timedelta = timedelta(hours=1)
    expire_after: timedelta = timedelta(days=3)
    undo_grace: timedelta = timedelta(seconds=10)
    follow_for: timedelta = timedelta(days=7)
    on_timeout: str = "remind"
    four_eyes: bool = False
    client_approval: frozenset[str] = frozenset()
    good_enough: int = 75
    daily_tokens: int = 200_000
    retention: timedelta = timedelta(days=730)
    rules_off: frozenset[str] = frozenset()
    adapt: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """`languages` in order of preference; the first is used where a comment's language cannot be told."""

    id: str
    name: str
    languages: tuple[str, ...] = ("en", "es")
    voice: Voice = field(default_factory=Voice)
    policy: Policy = field(default_factory=Policy)
    facts: tuple[Fact, ...] = ()
    about: str = ""
