"""What the score found in a draft, as the composer's next round can use it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.score import Dimension, Finding

_LONG_QUOTE = 12
"""Characters from which a quoted span names a line and not a common word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Moves the next drafts should have, and should do without; `name_it` asks to take up the person's own matter,
    `unsaid` are words that were found fault with."""

    wanted: frozenset[str] = frozenset()
    spare: frozenset[str] = frozenset()
    name_it: bool = False
    unsaid: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str, findings: Sequence[Finding]) -> Advice:
        """The findings of one draft, answered: what is missing is added, what is too much is left out, and a line
        that was found fault with is not said again."""
        rules = {finding.rule for finding in findings}
        wanted = {move for rule, move in _MISSING.items() if rule in rules}
        parts = {finding.dimension for finding in findings}
        return cls(
            wanted=frozenset(wanted),
            spare=_LONG if "too-long" in rules else frozenset(),
            name_it="not-about-them" in rules or Dimension.PERSONAL in parts,
            unsaid=tuple(
                text[finding.start : finding.end] for finding in findings if finding.end - finding.start >= _LONG_QUOTE
            ),
        )

    def allows(self, text: str) -> bool:
        """Whether a line holds none of the words found fault with."""
        return not (self.unsaid and any(quote in text for quote in self.unsaid))


_MISSING = {"no-turn": "ask", "no-step": "next", "unmet-feeling": "feel", "too-many-questions": "next"}
_LONG = frozenset({"hello", "feel", "sorry", "thanks", "promise", "good_question"})
NONE = Advice()
