"""Which themes of a kind comment may speak in the reply: those whose words are the matter, not a word of it. Pure.

A theme is known by its words, and most words have other senses or stand beside the matter: the oil of a turnstile, the
rain somebody came in from. Where the praise is not of the thing itself, plain lines are better than clever ones.
"""

from __future__ import annotations

import re

from bot.coaching.composing.contrast import warm
from bot.coaching.composing.notice import Noticed
from bot.coaching.composing.phrasebook import Phrasebook, Theme
from bot.coaching.composing.warmth import leading, praises

_PRAISED_WORDS, _SAID_WORDS, _JOKED_WORDS, _TALKED_WORDS = 18, 34, 18, 20
"""Words of a comment up to which a theme of praise known by a thing, by a turn of phrase, of a joke, of talk may
speak."""
_PART_WORDS = 10
"""Words of the part of a comment in which a thing is praised."""
_PART = re.compile(
    r"[.!?;:,\n]+|\b(?:but|because|so that|while|when|after|before|pero|porque|cuando|mientras|aunque|despues|antes)\b"
)
_TURNS = frozenset(
    {
        *("crime", "home", "casa", "bargain", "botin", "lasts", "durar", "tears", "risas", "rescue", "rescate", "easy"),
        *("fácil", "years", "años", "sleep", "dormir", "little ones", "peques", "teaching", "enseñanza", "access"),
        "acceso",
    }
)
"""Praise known by a turn of phrase, though its words have other senses too."""
_TALK = frozenset({"soon", "pronto", "sad", "health", "alone"})
"""Talk whose words are about nothing else."""


def speaking(book: Phrasebook, noticed: Noticed, kind: str) -> Theme | None:
    """The theme that leads in a moment of this kind, None where plain lines suit it better."""
    theme = leading(book, noticed, kind)
    return theme if theme is None or fits(theme, noticed) else None


def fits(theme: Theme, noticed: Noticed) -> bool:
    """Whether a theme is what a comment is about."""
    if theme.purpose == "praise":
        return not noticed.slots.get("hero") and _praised(theme, noticed)
    if theme.purpose == "jest":
        return noticed.words <= _JOKED_WORDS
    if theme.purpose == "talk":
        return noticed.words <= _TALKED_WORDS and (theme.rank > 0 or theme.id in _TALK)
    return True


def _praised(theme: Theme, noticed: Noticed) -> bool:
    """Whether a praise is of what the theme is about: its turn of phrase is there, or the part that names it
    praises."""
    if theme.rank or theme.id in _TURNS:
        return noticed.words <= _SAID_WORDS
    if noticed.words > _PRAISED_WORDS:
        return False
    parts = [part for part in _PART.split(noticed.text) if part and theme.pattern.search(part)]
    return any(len(part.split()) <= _PART_WORDS and (warm(part) or praises(part)) for part in parts)
