"""A question inside a complaint, a second question, and what is asked back while an answer is open."""

from __future__ import annotations

import re

import pytest

from bot.coaching.engine import Engine
from bot.domain.brand import Brand
from bot.domain.situation import Situation, Suggestions

_WORN = re.compile(r"anything else|second question|anything to add|algo más|otra duda|algo que añadir")
_MET = re.compile(
    r"sorry|not right|should be|shouldn|shame|disappoint|fed up|cross|annoy|angry|upset|frustrat|fair|understand|wait|"
    r"minutes|lift|Ugh|Ouch|Oh|"
    r"bothers|put up with|"
    r"siento|bien|lástima|problema|molest|fastidi|frustr|guste|enfad|vaya|uf|razón|minutos|cuenta|ascensor|repita|disgusto|"
    r"rabia|lógico|entiende|no debería",
    re.IGNORECASE,
)

_FINDS_OUT = re.compile(
    r"\bask|check|look|find(?:ing)? out|pregunt|averigu|miro|mirar|busco|compr[uo]eb", re.IGNORECASE
)


def _composed(whole: Engine, brand: Brand, comment: str) -> Suggestions:
    return whole.compose(Situation(brand=brand, comment=comment, author="Ana Ruiz"))


@pytest.mark.parametrize(
    ("comment", "fact"),
    [
        ("Waited 20 minutes for a flat white and the card machine was down. Do you take cash at all?", "card-cash"),
        (
            "Stood in the rain for half an hour because the doors were locked. When do you open on Sundays?",
            "hours-bristol",
        ),
        ("Veinte minutos esperando un café y el datáfono no iba. ¿Aceptáis efectivo?", "card-cash"),
        (
            "Rude man at the desk when I asked about the discount. Is there a student discount or not?",
            "student-discount",
        ),
    ],
)
def test_the_grievance_is_met_and_the_question_answered(whole: Engine, brand: Brand, comment: str, fact: str) -> None:
    first = _composed(whole, brand, comment).offers[0]
    assert fact in {source.ref.partition(".")[0] for source in first.sources}
    assert _MET.search(first.text), first.text


@pytest.mark.parametrize(
    "comment",
    [
        "The lift has been out for a week and my mum can't manage stairs. Is there another way in?",
        "You charged me twice for one ticket. How long does a refund take?",
        "The trainers fell apart after a fortnight. Is there a guarantee on them?",
        "El baño cerrado otra vez. ¿A qué hora lo abrís los domingos?",
        "Me cobraron dos veces la misma entrada. ¿Cuánto tarda la devolución?",
        "Las zapatillas se abrieron a las dos semanas. ¿Tienen garantía?",
    ],
)
def test_the_grievance_is_met_and_what_nobody_knows_is_taken_up(whole: Engine, brand: Brand, comment: str) -> None:
    found = _composed(whole, brand, comment)
    assert found.needs
    assert not found.offers[0].sources
    assert _MET.search(found.offers[0].text), found.offers[0].text
    assert _FINDS_OUT.search(found.offers[0].text), found.offers[0].text


@pytest.mark.parametrize(
    "comment",
    [
        "How hard can it be to answer a phone?",
        "What kind of shop closes at 3 on a Saturday?",
        "¿Tanto cuesta avisar de que cerráis?",
        "¿Qué clase de tienda cierra a las 3 un sábado?",
    ],
)
def test_a_rhetorical_question_is_none(whole: Engine, brand: Brand, comment: str) -> None:
    found = _composed(whole, brand, comment)
    assert not found.offers[0].sources
    assert not any(need.question.startswith(("What is the answer", "¿Cuál es la respuesta")) for need in found.needs)


@pytest.mark.parametrize(
    ("comment", "facts", "open_too"),
    [
        ("Do you have decaf and oat milk?", {"decaf", "vegan"}, False),
        ("Is there wifi, and can I bring my dog?", {"wifi", "dogs"}, False),
        ("¿Cuándo es el próximo club y qué libro toca?", {"book-club"}, True),
        ("¿Se puede pagar con tarjeta? ¿Y hay sitio para candar la bici?", {"card-cash"}, True),
        (
            "I lost a glove on Tuesday, did anyone find it, and are you open tomorrow?",
            {"lost-things", "hours-bristol", "hours-valencia"},
            False,
        ),
    ],
)
def test_a_second_question_is_not_lost(
    whole: Engine, brand: Brand, comment: str, facts: set[str], open_too: bool
) -> None:
    found = _composed(whole, brand, comment)
    assert {source.ref.partition(".")[0] for source in found.offers[0].sources} == facts
    assert bool(found.needs) is open_too


def test_an_open_question_seldom_ends_in_whether_there_is_another(whole: Engine, brand: Brand) -> None:
    asks = (
        *("Is there a play area?", "Can I film the talk?", "When does the exhibition end?", "How big are the lockers?"),
        *(
            "¿Hay zona de juegos?",
            "¿Se puede grabar la charla?",
            "¿Cuándo acaba la exposición?",
            "¿Cuánto cuesta el taller?",
        ),
    )
    first = [_composed(whole, brand, ask).offers[0].text for ask in asks]
    assert sum(bool(_WORN.search(text)) for text in first) <= 1, first
