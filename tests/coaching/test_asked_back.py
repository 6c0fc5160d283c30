"""A question back stands only where its answer is needed, and a proposal is taken up in natural grammar."""

from __future__ import annotations

import pytest

from bot.coaching.composing.asked import several
from bot.coaching.composing.back import helps
from bot.coaching.composing.deeds import deed_in, pleads
from bot.coaching.composing.moments import proposes
from bot.coaching.composing.notice import plain_words
from bot.coaching.composing.sorts import sort_of
from bot.coaching.composing.tips import advises_others
from bot.coaching.composing.wished import wished_in
from bot.domain.reading import Address


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What time do you close?", True),
        ("What time do you close on Sundays?", False),
        ("¿A qué hora abrís?", True),
        ("¿A qué hora abrís el sábado?", False),
        ("Can we bring our own cake?", True),
        ("Can my sister and I share one membership?", False),
        ("¿Se puede pagar la cuota en el banco?", False),
        ("How much are the pottery classes?", True),
        ("How much is it to replace a zip?", False),
        ("¿Cuánto cuesta el taller para estudiantes?", False),
        ("Is it suitable for kids?", True),
        ("Is it suitable for a girl of 9?", False),
        ("¿Es apto para niños?", True),
        ("¿Desde qué edad lo recomiendan? mi hijo tiene 4", False),
    ],
)
def test_more_is_asked_only_where_it_helps(question: str, wanted: bool) -> None:
    assert helps(sort_of(question), plain_words(question)) is wanted


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("Is the walk-in clinic open until seven?", "there"),
        ("Do I need to book or are walk-ins fine?", "must"),
        ("¿El mercadillo es los jueves o los viernes?", "when"),
        ("Is that the small one or just the lid?", "what"),
        ("¿La cata es en la bodega o en la plaza?", "what"),
        ("¿El grupo de lactancia admite a los abuelos?", "allowed"),
        ("¿Puedo tomarlo con la lactancia?", "health"),
    ],
)
def test_what_is_asked_for_is_told_apart(question: str, sort: str) -> None:
    assert sort_of(question) == sort


@pytest.mark.parametrize(
    "question",
    ["¿Los lunes también hay misa o solo los domingos?", "¿Es con reserva o se puede entrar sin más?"],
)
def test_a_choice_is_one_question(question: str) -> None:
    assert several(question) == [question]


def test_a_question_for_what_one_needs_is_no_proposal() -> None:
    assert not proposes("and do you need a ticket for the baby?")
    assert proposes("you need a bigger sign")


@pytest.mark.parametrize(
    ("comment", "lang", "address", "idea"),
    [
        ("A few more hooks wouldn't go amiss", "en", Address.NONE, "a few more hooks"),
        ("Could do with a bin by the swings", "en", Address.NONE, "a bin by the swings"),
        ("Consider a smaller tub, I live alone", "en", Address.NONE, "a smaller tub"),
        ("It might be an idea to label the shelves imo", "en", Address.NONE, "labelling the shelves"),
        ("Might be worth having a tap outside", "en", Address.NONE, "having a tap outside"),
        ("Poned percheros, que no hay dónde dejar nada", "es", Address.VOSOTROS, "poner percheros"),
        ("Pongan toldos en el patio", "es", Address.USTEDES, "poner toldos en el patio"),
        ("Sería bueno que hubiera un reloj en la sala", "es", Address.TU, "un reloj en la sala"),
        ("Pongan en la puerta el horario de verano", "es", Address.USTEDES, "poner en la puerta el horario de verano"),
    ],
)
def test_a_proposal_is_taken_up(comment: str, lang: str, address: Address, idea: str) -> None:
    assert wished_in(comment, lang, address).idea == idea


@pytest.mark.parametrize(
    ("comment", "address", "deed"),
    [
        ("¿Me pueden pasar al turno de tarde?", Address.USTED, "pasarle al turno de tarde"),
        ("Guárdame un kilo de ciruelas", Address.TU, "guardarte un kilo de ciruelas"),
        ("Apartame dos docenas para el domingo", Address.VOS, "apartarte dos docenas para el domingo"),
        ("Mándenme el programa al correo que les dejé", Address.USTEDES, "mandarles el programa al correo"),
    ],
)
def test_a_request_is_taken_up_with_whom_it_is_for(comment: str, address: Address, deed: str) -> None:
    assert wished_in(comment, "es", address).deed == deed


@pytest.mark.parametrize(
    ("comment", "deed"),
    [
        ("Please put by a sack of the red ones for Sunday", "hold"),
        ("Hold three of the jars for me please", "hold"),
        ("Could you move our group of eight to Friday?", "change"),
        ("Can you put up the recipe?", "post"),
        ("Can you put up a sign?", ""),
    ],
)
def test_what_is_to_be_done(comment: str, deed: str) -> None:
    assert deed_in(comment) == deed


def test_one_of_them_can_be_asked() -> None:
    assert pleads("could one of ye look behind the stage?")


@pytest.mark.parametrize(
    ("comment", "others"),
    [
        ("go wednesday if you need the quiet room", True),
        ("if you're walking up, the gate by the barn is open", True),
        ("si vais con niños, entrad por el patio", True),
        ("you need a wider gate", False),
        ("if you're coming for lunch, good luck", False),
    ],
)
def test_advice_to_others_is_told_from_a_proposal(comment: str, others: bool) -> None:
    assert advises_others(comment) is others
