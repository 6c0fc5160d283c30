"""What a grievance is asked, what its thing is called, and what of it is said back."""

from __future__ import annotations

import re

import pytest

from bot.coaching.composing.details import details
from bot.coaching.composing.notice import plain_words
from bot.coaching.composing.phrasebook import load_phrasebooks
from bot.coaching.composing.spoken import told_about
from bot.coaching.composing.wanting import WANTS, still_wanted
from bot.coaching.composing.whole import says_itself
from bot.coaching.engine import Engine, build_engine
from bot.domain.brand import Brand, Voice
from bot.domain.reading import Address
from bot.domain.situation import Situation

_BOOKS = load_phrasebooks()


@pytest.fixture(scope="module")
def real() -> Engine:
    """The engine with its own reader and score."""
    return build_engine(brand=Brand(id="quay", name="The Quay"))


@pytest.mark.parametrize(
    ("comment", "wanted"),
    [
        ("My parcel has been in Hull since the 3rd", "order"),
        ("El paquete lleva en Burgos desde el día 3", "order"),
        ("They charged me for the parking as well", "paid"),
        ("Me cobraron también el aparcamiento", "paid"),
        ("We booked a table by the window and got the corridor", "booked"),
        ("Reservamos junto a la ventana y nos sentaron en el pasillo", "booked"),
        ("The hem came apart after one wash", "thing"),
        ("Una lavada y se descosió el bajo", "thing"),
        ("We waited at the counter while three of them chatted", "day"),
        ("Esperamos en la barra mientras tres de ellos charlaban", "day"),
        ("There has been no soap upstairs since Easter", ""),
        ("Arriba no hay jabón desde Pascua", ""),
        ("You used to bake the rolls yourselves", ""),
        ("Antes hacíais vosotros los panecillos", ""),
    ],
)
def test_only_what_is_needed_to_go_on_is_asked(comment: str, wanted: str) -> None:
    assert still_wanted(plain_words(comment)) == wanted


@pytest.mark.parametrize(
    ("lang", "comment", "thing"),
    [
        ("en", "The noticeboard still said open when the shutters were down", "the noticeboard"),
        ("en", "Rang about the mower. Was told to write. Wrote.", "the mower"),
        ("en", "Trolley had three wheels and an opinion", "the trolley"),
        ("en", "Bag of salad, two days in date, soup", "the salad"),
        ("en", "The nurse said Monday, then Tuesday", ""),
        ("en", "Worst afternoon of my year", ""),
        ("es", "El tablón seguía diciendo abierto con la reja bajada", "el tablón"),
        ("es", "Una vergüenza lo de los rosales, tres de cinco", "los rosales"),
        ("es", "Cerraron la panadería de la estación", "la panadería"),
        ("es", "La enfermera dijo lunes y luego martes", ""),
        ("es", "La peor tarde del año", ""),
    ],
)
def test_a_thing_that_is_told_of_can_be_asked_about(lang: str, comment: str, thing: str) -> None:
    book = _BOOKS[lang]
    assert told_about(comment, lang, Address.TU, book.names, book.nouns) == thing


@pytest.mark.parametrize(
    ("lang", "told", "whole"),
    [
        ("en", "The blackboard had twelve soups on it and the kitchen had two", True),
        ("en", "You paid for a window and got the boiler", True),
        ("en", "Quote 200, bill 340, and the extra line says misc", False),
        ("en", "Half an hour from when the doors opened", False),
        ("en", "The other one had a lift", False),
        ("es", "La pantalla llamó el martes al 34 y ahí sigue", True),
        ("es", "Pagaste una ventana y te tocó la caldera", True),
        ("es", "Presupuesto 200, factura 340", False),
        ("es", "Tres de cinco secos y ni un perdón", False),
    ],
)
def test_a_note_is_not_said_back_as_a_sentence(lang: str, told: str, whole: bool) -> None:
    assert says_itself(told, lang) is whole


def test_a_sum_is_named_where_it_is_the_only_one() -> None:
    assert details(plain_words("£9.75 for a potato"), "en")["sum"] == "£9.75"
    assert details(plain_words("14 euros por un saco"), "es")["sum"] == "14 euros"
    assert details(plain_words("€1.29 on the shelf, €1.79 at the till"), "en")["sum"] == ""


_IDLE = re.compile(
    r"already told somebody|anything else (?:we|i) should know|what would help you most|what would you like us to do|"
    r"how can we put it right|still like that|how long has it been|the first time, or|fair price|"
    r"comentado ya con alguien|algo más que debamos saber|ayudaría más ahora|gustaría que hiciéramos|"
    r"cómo podemos arreglarlo|sigue igual ahora|desde cuándo está así|primera vez, o ya|precio .* justo",
    re.IGNORECASE,
)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_line_for_a_grievance_asks_for_the_sake_of_asking(lang: str) -> None:
    book = _BOOKS[lang]
    lines = [
        line
        for theme in book.themes
        if theme.purpose == "complaint"
        for group in theme.lines.values()
        for line in group
    ]
    lines += [line for wanted in WANTS for line in book.moves[f"ask_{wanted}"]]
    assert not [line for line in lines if _IDLE.search(line)]


@pytest.mark.parametrize(
    ("comment", "says"),
    [
        ("Trolley pulled to the left the whole way round, useless thing", r"trolley"),
        ("The ramp was locked again and my son had to be carried in, disgraceful", r"ramp"),
        ("I'm fed up with the ticket machine, it ate my card and gave me nothing", r"."),
        ("Three weeks for a zip and it came back with the wrong colour. Poor.", r"."),
        ("The woman at the desk spoke to my mother as if she was five", r"."),
    ],
)
def test_a_grievance_is_owned_and_told_one_next_step(real: Engine, comment: str, says: str) -> None:
    house = Brand(id="quay", name="The Quay", voice=Voice(person="Orla"))
    offers = real.compose(Situation(brand=house, comment=comment)).offers
    assert offers
    first = offers[0].text
    assert re.search(r"sorry|shouldn't|not how it should|(?:not|isn't) right|annoy|no good", first), first
    assert re.search(
        r"\bI'll\b|\bI'm (?:asking|taking|passing|showing|letting|raising|going)|Let me|goes|answer", first
    ), first
    assert first.count("?") <= 1
    assert re.search(says, first), first
