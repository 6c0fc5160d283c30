"""Practice as a dialogue: easy comments first, harder after good replies; the score teaches; progress is private."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.coaching.practice import Progress, exercises, graded, next_exercise
from bot.domain.brand import Brand
from bot.domain.people import Person, Role
from bot.pipeline.practice import PracticeService
from bot.pipeline.situations import BrandShelf
from bot.store import Store, open_store
from bot.testing.clock import FrozenClock
from bot.testing.coach import FakeCoach
from tests.stores import fresh_sqlite

MAX = Person(id="max", name="Max", roles=(("acme", Role.MANAGER),))
ANA = Person(id="ana", name="Ana", lang="es", roles=(("acme", Role.MANAGER),))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(fresh_sqlite(tmp_path), FrozenClock())
    made.write_sync(lambda tx: tx.brands.seed(Brand(id="acme", name="Acme")))
    yield made
    made.close()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_there_are_comments_of_every_level_in_both_languages(lang: str) -> None:
    levels = [one.level for one in exercises(lang)]
    assert all(levels.count(level) >= 8 for level in (1, 2, 3))


def test_two_good_replies_lead_up_and_two_poor_ones_down() -> None:
    at = graded(graded(Progress(), 80), 90)
    assert at.level == 2
    assert graded(at, 60).level == 2
    assert graded(graded(at, 30), 20).level == 1


def test_no_comment_comes_twice_before_all_of_the_level_were_had() -> None:
    progress, had = Progress(), []
    for seed in range(8):
        exercise, progress = next_exercise(progress, "en", seed)
        had.append(exercise.number)
    assert len(set(had)) == 8
    again, _ = next_exercise(progress, "en", 1)
    assert again.number == had[0]


async def test_a_trainee_practises_and_stops(store: Store) -> None:
    service = PracticeService(store, FakeCoach(), BrandShelf())
    first = await service.turn("room", "practice", MAX)
    assert first.text.startswith("Level 1. Somebody writes on your page:")
    second = await service.turn("room", "Yes, from eleven. Who is coming?", MAX)
    assert "/100." in second.text
    assert "What this one teaches:" in second.text
    assert "Somebody writes on your page:" in second.text
    last = await service.turn("elsewhere", "stop", MAX)
    assert last.intent == "done"
    assert last.text.startswith("1 reply, ")
    assert "Only you see this." in last.text


async def test_another_person_starts_at_the_beginning_in_their_language(store: Store) -> None:
    service = PracticeService(store, FakeCoach(), BrandShelf())
    await service.turn("room", "next", MAX)
    hers = await service.turn("room", "practicar", ANA)
    assert hers.text.startswith("Nivel 1. Alguien escribe en tu página:")
