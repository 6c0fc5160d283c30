"""A rule: what it looks for, and what it says when it finds it. A signal: the same, naming a move instead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import regex

from bot.domain.score import Dimension, Severity
from bot.rules.phrases import Phrase


class Scope(StrEnum):
    """Where in the reply a hit counts."""

    ANYWHERE = "anywhere"
    OPENING = "opening"
    """Only in the first sentence."""
    CLOSING = "closing"
    """Only in the last sentence."""
    QUESTION = "question"
    """Only in a sentence that ends in a question mark."""
    STATEMENT = "statement"
    """Only in a sentence that does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule as loaded. `weight` (0-1) is what a hit takes from its dimension. `situations` limits the
    rule to some situations (empty: all). A rule with `move` is a signal: it reports what a reply does and
    has neither severity nor message."""

    id: str
    lang: str
    pack: str
    phrases: tuple[Phrase, ...] = ()
    patterns: tuple[regex.Pattern[str], ...] = ()
    unless: tuple[Phrase, ...] = ()
    scope: Scope = Scope.ANYWHERE
    situations: frozenset[str] = frozenset()
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    move: str = ""
    severity: Severity = Severity.HINT
    dimension: Dimension = Dimension.HUMAN
    weight: float = 0.0
    message: tuple[tuple[str, str], ...] = ()
    instead: tuple[tuple[str, str], ...] = ()

    def says(self, reader_lang: str) -> tuple[str, str]:
        """Why and what instead, in the reader's language, English where it is neither English nor Spanish."""
        message, instead = dict(self.message), dict(self.instead)
        return message.get(reader_lang, message.get("en", "")), instead.get(reader_lang, instead.get("en", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleHit:
    """A rule and the characters [start, end) it was found on."""

    rule: Rule
    start: int
    end: int
