"""A fact that holds the thing and tells another side of it is no answer."""

from __future__ import annotations

import pytest

from bot.coaching.knowledge.speaks import speaks_of
from bot.domain.brand import Fact


def _fact(question: str, answer: str, lang: str = "en") -> Fact:
    return Fact(id="one", lang=lang, question=question, answer=answer, source="House rules")


_PARTY = _fact("Do you do birthday parties?", "Parties are Saturdays at 1:30, $200 for eight kids with two staff.")
_PASS = _fact("How much is a yearly pass?", "A year is £90 and a month £15.")
_COLLECT = _fact(
    "Do you take the old bed away?", "The drivers take one old piece for £30 if you order it with the new one."
)
_SUMMER = _fact("¿Qué horario tenéis en verano?", "En verano abrimos de 9 a 14.", "es")
_SEAT = _fact("¿Cuánto cuesta elegir butaca?", "Elegir butaca cuesta 2 €. Si no, la asigna el sistema.", "es")
_DOGS = _fact("¿Admitís perros?", "Los perros son bienvenidos en la terraza, con correa.", "es")


@pytest.mark.parametrize(
    ("ask", "fact"),
    [
        ("how many weeks for a bed right now?", _COLLECT),
        ("Is there a family price for the year?", _PASS),
        ("any student discount on the pass?", _PASS),
        ("Is the party good for 40 year olds?", _PARTY),
        ("we booked the party, how do I move it?", _PARTY),
        ("can I give my pass to my sister?", _PASS),
        ("¿Puedo ceder mi butaca a mi hermana?", _SEAT),
        ("¿Hay precio para estudiantes al elegir butaca?", _SEAT),
        ("¿cómo puedo cambiar la fecha de la butaca?", _SEAT),
        ("¿un gato cuenta como perro?", _DOGS),
        ("¿por la tarde estáis?", _SUMMER),
    ],
)
def test_another_side_of_the_thing_is_no_answer(ask: str, fact: Fact) -> None:
    assert not speaks_of(ask, fact)


@pytest.mark.parametrize(
    ("ask", "fact"),
    [
        ("how many weeks for a bed?", _fact("How long is the wait?", "A bed takes six weeks.")),
        ("Is there a family price?", _fact("What is a pass?", "A pass is £90, for families £150.")),
        ("how do I move it?", _fact("Can I change my class?", "Change it up to the day before.")),
        ("how many do you take at parties?", _PARTY),
        ("¿por la tarde estáis en verano?", _SUMMER),
        ("¿por la tarde estáis?", _fact("¿Qué horario tenéis en verano?", "En verano también por la tarde.", "es")),
        ("¿cuánto cuesta la butaca?", _SEAT),
        ("¿un galgo cuenta como perro?", _fact("¿Admitís perros?", "Perros sí, un galgo también.", "es")),
    ],
)
def test_the_side_that_is_asked_for_or_none_in_particular_is(ask: str, fact: Fact) -> None:
    assert speaks_of(ask, fact)
