"""Despair, one's own and somebody else's: who fears for another is not asked whether they are safe themselves."""

from __future__ import annotations

import pytest

from bot.coaching.engine import Engine
from bot.domain.brand import Brand
from bot.domain.reading import CrisisKind
from bot.domain.situation import Situation


def _offers(whole: Engine, brand: Brand, comment: str) -> list[str]:
    situation = Situation(brand=brand, comment=comment)
    assert whole.read(situation).crisis is CrisisKind.SELF_HARM, comment
    return [offer.text for offer in whole.compose(situation).offers]


@pytest.mark.parametrize(
    "comment",
    [
        "My cousin told me she wants to die and I'm two hundred miles away",
        "my housemate said goodbye to everyone and he isn't opening the door",
        "He keeps writing that we'd be better off without him",
        "Mi sobrina dice que ya no quiere vivir y no sé a quién llamar",
        "mi compañera se despidió de todos y no contesta",
        "repite que estaríamos mejor sin él",
    ],
)
def test_who_fears_for_another_is_told_what_helps(whole: Engine, brand: Brand, comment: str) -> None:
    offers = _offers(whole, brand, comment)
    assert offers
    for text in offers:
        low = text.lower()
        assert not any(
            wrong in low for wrong in ("you're in so much pain", "are you safe", "te sientes", "¿estás a salvo")
        )
        helped = (
            "emergenc",
            "crisis line",
            "líneas de crisis",
            "stay",
            "quedarse",
            "with them",
            "lado",
            "reach",
            "contacto",
        )
        assert any(word in low for word in helped), text


@pytest.mark.parametrize("comment", ["I don't want to live any more", "Ya no quiero vivir, estarían mejor sin mí"])
def test_ones_own_despair_is_met_as_that(whole: Engine, brand: Brand, comment: str) -> None:
    for text in _offers(whole, brand, comment):
        assert "the two of you" not in text
        assert "esa persona" not in text


@pytest.mark.parametrize(
    "comment",
    [
        "She said she doesn't want to live in London, she'd miss your buns",
        "The team is better off without him up front",
        "Mi hermano dice que no quiere vivir en Madrid",
        "Se despidió de todos con un abrazo",
    ],
)
def test_plans_and_farewells_are_no_despair(whole: Engine, brand: Brand, comment: str) -> None:
    assert whole.read(Situation(brand=brand, comment=comment)).crisis is None
