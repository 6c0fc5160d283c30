"""How an ordinary day's comments are read: mostly plain talk, two in three without a word of feeling."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from sklearn.metrics import f1_score

from bot.coaching.reading.reader import Reader
from bot.domain.brand import Brand
from bot.domain.reading import Kind, Mood, Reading
from bot.domain.situation import Situation

SETS = Path(__file__).parent / "ordinary"
BRAND = Brand(id="any", name="")
MAIN = frozenset({Kind.COMPLAINT, Kind.PRAISE, Kind.QUESTION, Kind.SUGGESTION, Kind.REQUEST})


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One comment as a person understood it."""

    text: str
    kinds: frozenset[Kind]
    mood: Mood


def _comments(name: str) -> list[Labelled]:
    lines = (SETS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|") for line in lines if not line.startswith("#")]
    return [
        Labelled(
            text=row[-1],
            kinds=frozenset(Kind(kind) for kind in row[0].split(",") if kind != "-"),
            mood=Mood(row[1]),
        )
        for row in rows
    ]


@pytest.fixture(scope="module", params=["plain-en", "plain-es", "fresh-en", "fresh-es"])
def day(request: pytest.FixtureRequest) -> list[tuple[Labelled, Reading]]:
    comments = _comments(request.param)
    readings = Reader().read_many([Situation(brand=BRAND, comment=each.text) for each in comments])
    return list(zip(comments, readings, strict=True))


def test_four_in_five_are_understood_as_a_person_would(day: list[tuple[Labelled, Reading]]) -> None:
    right = [each.kinds & MAIN == reading.kinds & MAIN for each, reading in day]
    assert sum(right) >= 0.78 * len(day)


def test_the_mood_is_told(day: list[tuple[Labelled, Reading]]) -> None:
    truth = [each.mood.value for each, _ in day]
    assert f1_score(truth, [reading.mood.value for _, reading in day], average="macro") >= 0.84


@pytest.mark.parametrize(("kind", "least"), [(Kind.COMPLAINT, 0.79), (Kind.PRAISE, 0.79), (Kind.QUESTION, 0.86)])
def test_grievances_praise_and_questions_are_told_apart(
    day: list[tuple[Labelled, Reading]], kind: Kind, least: float
) -> None:
    truth = [kind in each.kinds for each, _ in day]
    assert f1_score(truth, [kind in reading.kinds for _, reading in day]) >= least


def test_hardly_any_is_taken_for_a_crisis(day: list[tuple[Labelled, Reading]]) -> None:
    called = [each.text for each, reading in day if reading.crisis is not None]
    assert len(called) <= 0.015 * len(day), called


def test_honest_criticism_is_never_hidden(day: list[tuple[Labelled, Reading]]) -> None:
    hidden = [each.text for each, reading in day if reading.hide and not each.kinds & {Kind.SPAM, Kind.ABUSE}]
    assert not hidden
