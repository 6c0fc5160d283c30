"""Practice: which invented comment comes next, and what to teach about a trainee's reply. Pure."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import yaml

from bot.domain.errors import Misconfigured
from bot.domain.score import Dimension, Score, Severity
from bot.resources import resource_path

LEVELS = (1, 2, 3)
GOOD, POOR = 75, 50
UP, DOWN = 2, 2
"""So many good replies in a row lead a level up, so many poor ones down."""
_GRAVE = (Severity.BLOCK, Severity.ERROR, Severity.WARNING, Severity.HINT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """An invented comment; `watch` is what it teaches."""

    number: int
    level: int
    text: str
    watch: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a trainee is. `current` is the number of the comment before them, -1 for none. `streak` counts good
    replies in a row, or poor ones below zero. `scores` are the last ones, oldest first."""

    level: int = 1
    current: int = -1
    streak: int = 0
    seen: tuple[int, ...] = ()
    scores: tuple[int, ...] = ()


@cache
def exercises(lang: str) -> tuple[Exercise, ...]:
    """All invented comments of a language. Raises `Misconfigured` naming a wrong entry."""
    path = resource_path(f"config/practice/{lang}.yml")
    found = []
    for number, entry in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))):
        if set(entry) != {"level", "text", "watch"} or entry["level"] not in LEVELS:
            raise Misconfigured(key=f"entry {number + 1}", where=str(path), mend="needs level (1-3), text and watch")
        found.append(Exercise(number=number, **entry))
    return tuple(found)


def next_exercise(progress: Progress, lang: str, seed: int) -> tuple[Exercise, Progress]:
    """A comment of the trainee's level that they have not had; the oldest again when all were had."""
    mine = [one for one in exercises(lang) if one.level == progress.level]
    fresh = [one for one in mine if one.number not in progress.seen]
    pick = random.Random(seed).choice
    chosen = pick(fresh) if fresh else min(mine, key=lambda one: progress.seen.index(one.number))
    seen = (*(number for number in progress.seen if number != chosen.number), chosen.number)
    return chosen, replace(progress, current=chosen.number, seen=seen)


def graded(progress: Progress, score: int) -> Progress:
    """After a reply: the streak, and perhaps another level."""
    streak = progress.streak
    if score >= GOOD:
        streak = max(streak, 0) + 1
    elif score < POOR:
        streak = min(streak, 0) - 1
    else:
        streak = 0
    level = progress.level
    if streak >= UP and level < LEVELS[-1]:
        level, streak = level + 1, 0
    elif streak <= -DOWN and level > LEVELS[0]:
        level, streak = level - 1, 0
    return replace(progress, level=level, streak=streak, current=-1, scores=(*progress.scores[-19:], score))


# ---------------------------------------------------------------- teaching

_PRAISE: dict[Dimension, tuple[str, str]] = {
    Dimension.ANSWERS: ("You dealt with what was asked.", "Has contestado a lo que se preguntaba."),
    Dimension.PERSONAL: ("It is written to this person.", "Está escrita para esta persona."),
    Dimension.ACKNOWLEDGES: ("You met the feeling.", "Has acogido lo que sentía."),
    Dimension.INFORMS: ("The person leaves knowing more.", "La persona se va sabiendo algo más."),
    Dimension.INVITES: ("You left a turn that is easy to take.", "Le dejas un turno fácil de coger."),
    Dimension.HUMAN: ("It sounds like a person.", "Suena a persona."),
    Dimension.PROPORTION: ("The length is right.", "La medida es justa."),
    Dimension.DECENT: ("It is respectful.", "Es respetuosa."),
}


def lesson(exercise: Exercise, score: Score, example: str, before: Progress, after: Progress, lang: str) -> str:
    """What the coach says about a reply: the number, what was good, what to mend, one way to say it."""
    es = lang == "es"
    said = [f"{score.total}/100. {_good(score, es)}".strip()]
    grave = sorted(score.findings, key=lambda one: _GRAVE.index(one.severity))[:2]
    said += [f"– {one.why} → {one.instead}" for one in grave]
    said.append(f"{'Lo que enseña este' if es else 'What this one teaches'}: {exercise.watch}")
    if example and score.total < GOOD + 10:
        said.append(f"{'Una manera de decirlo' if es else 'One way to say it'}: “{example}”")
    if after.level > before.level:
        said.append(f"Subes al nivel {after.level}." if es else f"You are up at level {after.level}.")
    elif after.level < before.level:
        said.append(f"Volvemos un rato al nivel {after.level}." if es else f"Back to level {after.level} for a while.")
    return "\n".join(said)


def _good(score: Score, es: bool) -> str:
    parts = [(value, dimension) for dimension, value in score.dimensions if value is not None and value >= 0.7]
    telling = [pair for pair in parts if pair[1] not in (Dimension.DECENT, Dimension.PROPORTION)] or parts
    return " ".join(_PRAISE[dimension][es] for _, dimension in sorted(telling, key=lambda pair: -pair[0])[:2])


def opening(exercise: Exercise, lang: str) -> str:
    """The comment put before the trainee."""
    if lang == "es":
        return f"Nivel {exercise.level}. Alguien escribe en tu página:\n“{exercise.text}”\n¿Qué le contestas?"
    return f"Level {exercise.level}. Somebody writes on your page:\n“{exercise.text}”\nWhat do you reply?"


def ending(scores: Sequence[int], lang: str) -> str:
    """A look back, for the trainee alone."""
    es = lang == "es"
    if not scores:
        return "Hasta otra." if es else "See you."
    half = len(scores) // 2
    mean = sum(scores) / len(scores)
    said = (
        f"{len(scores)} {'respuesta' if len(scores) == 1 else 'respuestas'}, {mean:.0f} de media."
        if es
        else f"{len(scores)} {'reply' if len(scores) == 1 else 'replies'}, {mean:.0f} on average."
    )
    if half >= 3:
        change = sum(scores[-half:]) / half - sum(scores[:half]) / half
        if abs(change) >= 3:
            sign = f"{change:+.0f}".replace("-", "−")
            said += f" La segunda mitad: {sign}." if es else f" The second half: {sign}."
    return said + (" Solo lo ves tú." if es else " Only you see this.")
