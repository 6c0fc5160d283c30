"""The kinds of moments that go together, and the purpose of the themes that suit each. Pure."""

from __future__ import annotations

from bot.coaching.composing.despair import CRISES

CAREFUL = frozenset({*CRISES, "selfharm_kin", "danger_kin", "danger_pet", "danger_gone"})
"""Kinds on the careful path."""
OWED = frozenset(
    {
        "complaint",
        "complaint_fact",
        "told",
        "price",
        "question",
        "question_fact",
        "question_near",
        "request",
        "request_open",
        "suggestion",
        "update",
        "left",
        "haggle",
        "favour",
        "mixed",
        "tip",
        "heard",
        "doubt",
    }
)
"""Kinds that are owed an answer."""


def purpose_of(kind: str) -> str:
    """The purpose of themes that suit a kind of moment; "" where themes would be out of place."""
    if kind in ("complaint", "complaint_fact", "vague", "told", "mixed"):
        return "complaint"
    if kind in ("praise", "suggestion", "tip", "courtesy"):
        return kind
    if kind == "joke":
        return "jest"
    if kind in ("danger", "danger_kin", "story"):
        return kind.partition("_")[0]
    return "talk" if kind in ("talk", "sad", "theirs") else ""
