"""Two matters in one comment, two questions, a price with something else beside it: neither half is lost, and what
only sounds like a question is met as what it is."""

from __future__ import annotations

import re

import pytest

from bot.coaching.composing.asked import several
from bot.coaching.composing.matters import matters_in
from bot.coaching.composing.mirror_es import turned
from bot.coaching.composing.moments import PROPOSES, RHETORICAL
from bot.coaching.composing.notice import plain_words
from bot.coaching.composing.phrasebook import load_phrasebooks
from bot.coaching.engine import Engine
from bot.domain.brand import Brand
from bot.domain.reading import Address
from bot.domain.situation import Situation, Suggestions

_BOOKS = load_phrasebooks()


def _composed(whole: Engine, brand: Brand, comment: str) -> Suggestions:
    return whole.compose(Situation(brand=brand, comment=comment, author="Ana Ruiz"))


@pytest.mark.parametrize(
    ("lang", "comment", "themes"),
    [
        ("en", "Booked a sea view, got the car park. Reception shrugged.", ["not as booked", "shrug"]),
        ("es", "16 euros por un bocadillo y encima frío", ["too dear", "food"]),
        ("en", "Nine quid for a sandwich? And the bread stale.", ["food"]),
        ("en", "12 quid for a sandwich, and the coffee was cold.", ["too dear", "food"]),
        ("en", "Paid for next-day. It's day five.", ["parcel late"]),
        ("es", "La recepcionista, sin levantar la vista, me señaló un cartel.", ["shrug"]),
        ("es", "Me dijeron que el técnico venía entre las 8 y las 14. Son las 19.", ["missed slot"]),
        ("en", "Shame the wall is made of paper.", ["racket"]),
    ],
)
def test_each_matter_is_known_by_its_own_name(lang: str, comment: str, themes: list[str]) -> None:
    found = matters_in(_BOOKS[lang].themes, plain_words(comment))
    assert [theme.id for theme in found] == themes


@pytest.mark.parametrize(
    "comment", ["Paid for next-day and it came the next day.", "Booked a table, got a better one."]
)
def test_what_went_well_is_no_matter(comment: str) -> None:
    assert not [theme for theme in matters_in(_BOOKS["en"].themes, plain_words(comment)) if theme.rank > 1]


@pytest.mark.parametrize(
    "question",
    [
        "14 quid for a sandwich?",
        "¿16 euros por un bocadillo?",
        "Is the heating broken or are you saving money on us?",
        "¿Está rota la calefacción o es que os da igual?",
    ],
)
def test_a_jab_with_a_mark_wants_no_answer(question: str) -> None:
    assert RHETORICAL.search(plain_words(question))


@pytest.mark.parametrize(
    "question", ["How much for a sandwich?", "Is it 12 euros for two?", "Is it open or are you closed on Mondays?"]
)
def test_a_real_question_stays_one(question: str) -> None:
    assert not RHETORICAL.search(plain_words(question))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("When's the next book club and which book is it?", ["When's the next book club?", "which book is it?"]),
        (
            "¿La visita es apta para niños y se puede entrar con carrito?",
            ["¿La visita es apta para niños?", "¿se puede entrar con carrito?"],
        ),
    ],
)
def test_two_questions_in_a_sentence_are_two(text: str, parts: list[str]) -> None:
    assert several(text) == parts


def test_a_question_that_opens_on_and_is_no_proposal() -> None:
    assert not PROPOSES.search(plain_words("¿Y abrís el domingo?"))
    assert PROPOSES.search(plain_words("¿Y una terraza en el patio de atrás?"))


def test_which_book_it_is_becomes_a_need_and_no_other_fact(whole: Engine, brand: Brand) -> None:
    found = _composed(whole, brand, "When's the next book club and which book is it?")
    assert {source.ref for offer in found.offers for source in offer.sources} == {"book-club.en"}
    assert [need.about for need in found.needs] == ["Which book is it?"]


def test_the_book_that_is_pointed_to_and_the_sunday_are_both_taken_up(whole: Engine, brand: Brand) -> None:
    found = _composed(whole, brand, "Busco la última de Irene Vallejo, ¿la tenéis? ¿Y abrís el domingo?")
    assert "domingos" in found.offers[0].text
    assert "Vallejo" in found.needs[0].about


def test_nobody_who_is_cross_gets_the_rule_for_another_booking(whole: Engine, brand: Brand) -> None:
    found = _composed(whole, brand, "Nadie coge el teléfono. ¿Cómo cambio mi reserva?")
    assert not any(offer.sources for offer in found.offers)
    named = _composed(whole, brand, "Nadie coge el teléfono. ¿Cómo cambio mi reserva de la cata?")
    assert named.offers[0].sources


@pytest.mark.parametrize("clause", ["Cada vez que abro la app sonrío", "el corrector puso eso y no te recupero"])
def test_a_first_person_that_no_table_knows_is_not_said_back(clause: str) -> None:
    assert turned(clause, Address.TU, True) == ""


def test_what_is_liked_with_a_smile_is_met_as_liked(whole: Engine, brand: Brand) -> None:
    found = _composed(whole, brand, "Lovely room, shame the wall is made of paper. I know all about the couple in 214.")
    assert re.search(r"noise|wall", found.offers[0].text)
