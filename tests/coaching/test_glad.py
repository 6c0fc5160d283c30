"""Praise told quietly, things found again, the death of an animal: what is said fits the comment and no other kind."""

from __future__ import annotations

import re

import pytest

from bot.coaching.composing.credit import credited
from bot.coaching.composing.grief import lost
from bot.coaching.composing.notice import plain_words
from bot.coaching.engine import build_engine
from bot.domain.brand import Brand
from bot.domain.situation import Situation

HOUSE = Brand(id="house", name="The House")


@pytest.mark.parametrize(
    ("comment", "lang", "died"),
    [
        ("We lost our old collie on Friday. She's resting under the pear tree.", "en", True),
        ("Lost my Edith in March, three years this week", "en", True),
        ("sorry to hear about old Frank, he always saved me the corner seat", "en", True),
        ("Lost our collie near the pond on Friday, has anyone seen her?", "en", False),
        ("Lost my Oyster card on Tuesday", "en", False),
        ("Ayer enterramos a la perra junto al rosal.", "es", True),
        ("Hoy cumpliría 60 mi compadre", "es", True),
        ("Se nos perdió la perra, ¿alguien la ha visto?", "es", False),
    ],
)
def test_a_death_is_told_from_a_thing_that_is_lost(comment: str, lang: str, died: bool) -> None:
    assert lost(plain_words(comment), lang, comment) is died


@pytest.mark.parametrize(
    ("comment", "lang", "who"),
    [
        ("The lad on the car park pushed us out of the mud", "en", "the lad on the car park"),
        ("Barman wrote the name of it on a mat for me", "en", "the barman"),
        ("The baker in Porto answered me in Portuguese", "en", ""),
        ("La de la caja me llevó la bolsa hasta la parada", "es", "la de la caja"),
        ("El celador me prestó su paraguas", "es", "el celador"),
    ],
)
def test_who_did_well_is_named_whole_and_of_the_house(comment: str, lang: str, who: str) -> None:
    assert credited(comment, HOUSE, "", frozenset(), lang) == who


@pytest.mark.parametrize(
    "comment",
    [
        "Left my glasses on the shelf in June and in August they were in a drawer with my name on them. Thank you!",
        "Se me olvidó el paraguas y la cajera salió corriendo con él. ¡Gracias!",
    ],
)
def test_nobody_looks_for_what_was_found_again(comment: str) -> None:
    offers = build_engine(brand=HOUSE).compose(Situation(brand=HOUSE, comment=comment)).offers
    assert offers
    assert not re.search(r"hand(?:ed)? (?:it )?in|look for|look like|lost property|busca|entregado|fij", offers[0].text)
