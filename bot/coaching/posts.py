"""Planned posts: does it ask something people can answer, and two openings that would. Pure."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import yaml

from bot.coaching.text.normalise import fold
from bot.domain.errors import Misconfigured
from bot.domain.score import Score
from bot.resources import resource_path

ASKING = frozenset({"asks-specific", "asks-detail", "offers-choice", "invites-back"})
"""Moves of a post that give its readers something to answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What a post may be about, and questions for it."""

    name: str
    words: re.Pattern[str]
    openings: tuple[str, ...]


def opens(score: Score) -> bool:
    """Whether a post leaves its readers something to answer."""
    return bool(score.moves & ASKING) and "promo" not in score.moves


@cache
def themes(lang: str) -> tuple[Theme, ...]:
    """The themes of a language, in order. Raises `Misconfigured` naming a wrong one."""
    path = resource_path(f"config/posts/{lang}.yml")
    found: Mapping[str, Mapping[str, object]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    made = []
    for name, entry in found.items():
        openings = entry.get("openings")
        if not isinstance(openings, list) or len(openings) < 2:
            raise Misconfigured(key=name, where=str(path), mend="needs `words` and at least two `openings`")
        made.append(Theme(name=name, words=re.compile(str(entry.get("words", ""))), openings=tuple(openings)))
    return tuple(made)


def openings(post: str, lang: str, *, count: int = 2) -> tuple[str, ...]:
    """Questions that could end the post; the same ones for the same post. Those it asks already are left out."""
    flat = fold(post)
    theme = next(one for one in themes("es" if lang == "es" else "en") if one.words.search(flat))
    fresh = [one for one in theme.openings if fold(one) not in flat]
    return tuple(random.Random(flat).sample(fresh, min(count, len(fresh))))
