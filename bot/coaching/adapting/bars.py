"""How much evidence a fit needs, and the words in which one is refused. Apart from fitting, which loads slowly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """How much there must be before anything is fitted: rows in all, rows of each answer, groups."""

    rows: int
    each: int
    groups: int = 2


HEADS_BAR = Bar(rows=40, each=10)
SCORE_BAR = Bar(rows=60, each=20)
LEAST_CORRECTED = 10
"""Readings people corrected, below which nothing is learned of the others that they left as they were."""


def too_few(counts: Sequence[int], groups: int, bar: Bar, lang: str = "en") -> str:
    """Why nothing is fitted on so many rows of each answer from so many groups; "" when there are enough."""
    rows, least = sum(counts), min(counts, default=0)
    if rows >= bar.rows and least >= bar.each and groups >= bar.groups:
        return ""
    each = ", ".join(map(str, counts))
    if lang == "es":
        return (
            f"faltan ejemplos: {rows} ({each} por respuesta) de {groups} grupos; hacen falta {bar.rows} como mínimo, "
            f"{bar.each} de cada respuesta y {bar.groups} grupos"
        )
    return (
        f"too few rows: {rows} ({each} per answer) from {groups} groups; at least {bar.rows} are needed, "
        f"{bar.each} of each and {bar.groups} groups"
    )


def too_few_corrections(corrected: int, lang: str = "en") -> str:
    """Why the reading is not fitted on so few corrections; "" when there are enough."""
    if corrected >= LEAST_CORRECTED:
        return ""
    if lang == "es":
        return f"faltan correcciones: {corrected}; hacen falta {LEAST_CORRECTED} comentarios corregidos como mínimo"
    return f"too few corrections: {corrected}; at least {LEAST_CORRECTED} corrected comments are needed"


def no_better(before: float, after: float, lang: str = "en") -> str:
    """Why a fitted part is not kept; "" when it is better than what it would replace."""
    if after > before:
        return ""
    if lang == "es":
        return f"no mejora según la validación cruzada ({after:.3f}; antes {before:.3f})"
    return f"no better than before by cross-validation ({after:.3f}; before {before:.3f})"
