"""A place of which a fact tells nothing is not answered by it; an hour that stands behind its word is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.coaching.composing.answers import find_answers
from bot.coaching.engine import Engine
from bot.coaching.knowledge import HybridKnowledge
from bot.domain.brand import Brand, Fact
from bot.domain.situation import Situation

PETS = Fact(
    id="pets",
    lang="en",
    question="Do you fly with pets? Can my dog come?",
    answer="We fly cats and dogs of up to 8 kilos in the cabin.",
    source="Rules of carriage",
)
BAR = Fact(
    id="bar",
    lang="en",
    question="When is the pub open?",
    answer="The bar opens at 12. Last orders 10.30, on Saturdays 11.30.",
    source="Sign on the door",
)


def _told(whole: Engine, brand: Brand, comment: str) -> list[str]:
    owner = replace(brand, id="places", facts=(PETS, BAR))
    situation = Situation(brand=owner, comment=comment)
    found = find_answers(situation, whole.read(situation), HybridKnowledge(), "en")
    return [fact.id for fact in found.facts]


@pytest.mark.parametrize(
    ("comment", "told"), [("Do you fly to Cork?", []), ("What time's last orders Saturday?", ["bar"])]
)
def test_a_fact_tells_of_the_place_and_the_hour_that_are_asked_for(
    whole: Engine, brand: Brand, comment: str, told: list[str]
) -> None:
    assert _told(whole, brand, comment) == told
