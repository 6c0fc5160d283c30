"""What a kind comment praises is said back by its name, and nothing is named where no form tells what it is."""

from __future__ import annotations

import pytest

from bot.coaching.brands import load_brand
from bot.coaching.composing.notice import plain_words
from bot.coaching.composing.praised import praised_in
from bot.coaching.engine import Engine, build_engine
from bot.domain.brand import Brand
from bot.domain.situation import Situation
from bot.resources import resource_path


@pytest.mark.parametrize(
    ("comment", "lang", "thing"),
    [
        ("Love these lamps so much", "en", "the lamps"),
        ("Great job on the new timetable", "en", "the new timetable"),
        ("Best Bakewell tart in Derby.", "en", "the Bakewell tart"),
        ("Cushions are way softer this year", "en", "the cushions"),
        ("Smoothest crossing I've ever had", "en", "the crossing"),
        ("Me encantan las croquetas, repetiremos", "es", "las croquetas"),
        ("El colchón, una maravilla", "es", "el colchón"),
        ("Qué rico el caldo de hoy", "es", "el caldo"),
        ("Gracias por la rampa, de verdad", "es", "la rampa"),
    ],
)
def test_the_thing_is_named_as_it_was_written(comment: str, lang: str, thing: str) -> None:
    assert praised_in(comment, plain_words(comment), lang) == thing


@pytest.mark.parametrize(
    ("comment", "lang"),
    [
        ("Best day of my life", "en"),
        ("Love you all", "en"),
        ("Wyatt is the best, period.", "en"),
        ("I don't love the new map", "en"),
        ("El mejor día de mi vida", "es"),
        ("Antes me encantaban las empanadas", "es"),
        ("Qué rico todo", "es"),
    ],
)
def test_nothing_is_named_where_no_thing_is_praised(comment: str, lang: str) -> None:
    assert praised_in(comment, plain_words(comment), lang) == ""


@pytest.mark.parametrize(("comment", "lang"), [("The bathroom has a queue down the road", "en"), ("El baño fue", "es")])
def test_what_a_comment_begins_with_is_named_in_sure_praise_alone(comment: str, lang: str) -> None:
    assert praised_in(comment, plain_words(comment), lang, sure=False) == ""


@pytest.fixture(scope="module")
def shipped() -> Engine:
    return build_engine(brand=_brand())


def _brand() -> Brand:
    return load_brand(resource_path("config/brands/mirlo.toml"))


@pytest.mark.parametrize(
    "comment",
    [
        "I never go past the bridge because I'm scared the meter will run out on me",
        "The top layer is still in its box on the sideboard, we can't bring ourselves to eat it",
        "Mañana volamos a Roma, he comprado una tarjeta italiana por si acaso",
    ],
)
def test_what_may_be_a_request_is_not_met_with_a_bare_thanks(shipped: Engine, comment: str) -> None:
    offers = shipped.compose(Situation(brand=_brand(), comment=comment)).offers
    assert not any(len(offer.text.split()) < 8 and "hank" in offer.text for offer in offers)
    assert not any(offer.text.startswith("Gracias por") for offer in offers)


def test_few_replies_begin_with_a_greeting(shipped: Engine) -> None:
    praised = ("lamps", "chairs", "mugs", "prints", "stamps", "cards", "rugs", "cakes", "soups", "pens", "maps", "inks")
    comments = [f"Love the {thing}{end}" for thing in praised for end in ("!", " so much")]
    first = [
        found[0].text
        for comment in comments
        if (found := shipped.compose(Situation(brand=_brand(), comment=comment, author="Ana Ruiz")).offers)
    ]
    greeted = [text for text in first if "Ana" in text.split(".")[0]]
    assert first
    assert len(greeted) <= len(first) / 3
