"""Nothing is asked that was told, and what was told is said back as it was said."""

from __future__ import annotations

import re

import pytest

from bot.coaching.composing.mirror import mirrored, told_in
from bot.coaching.composing.told import told_already
from bot.coaching.engine import Engine
from bot.coaching.knowledge.words import fold
from bot.domain.brand import Brand
from bot.domain.situation import Situation


def _texts(whole: Engine, brand: Brand, comment: str) -> list[str]:
    return [offer.text for offer in whole.compose(Situation(brand=brand, comment=comment)).offers]


@pytest.mark.parametrize(
    ("line", "comment"),
    [
        ("¿A nombre de quién lo pido?", "¿Me guardáis una barra de centeno para mañana? Soy Nuria"),
        ("¿Cuándo vendrías a por ello?", "¿Me guardáis una barra de centeno para mañana? Soy Nuria"),
        ("Which name shall I ask for it under?", "Can you keep me a rye loaf for tomorrow? It's Nuria"),
        ("When would you come for it?", "Can you keep me a rye loaf for tomorrow? It's Nuria"),
        ("Which of our places was it?", "Every update logs me out of the thing I paid for."),
        ("¿En cuál de nuestros sitios fue?", "La máscara de pestañas no aguantó ni una hora."),
    ],
)
def test_it_is_not_asked_for(line: str, comment: str) -> None:
    assert told_already(line, fold(comment))


@pytest.mark.parametrize(
    ("line", "comment"),
    [
        ("Which name shall I ask for it under?", "Can you keep me a rye loaf? I'm so looking forward"),
        ("¿A nombre de quién lo pido?", "¿Me guardáis una barra? Soy celíaca"),
        ("Which of our places was it?", "The lad at the till just shrugged."),
        ("¿En cuál de nuestros sitios fue?", "La chica de la barra ni miró."),
    ],
)
def test_it_may_be_asked_for(line: str, comment: str) -> None:
    assert not told_already(line, fold(comment))


@pytest.mark.parametrize(
    ("comment", "lang", "said"),
    [
        (
            'The sign still says "back soon" and it has been out since August.',
            "en",
            "The sign still says “back soon” and it has been out since August",
        ),
        (
            'La dependienta me dijo que esa talla "no era para mí".',
            "es",
            "La dependienta te dijo que esa talla «no era para mí»",
        ),
        ('I was told "go to http://win.example now" twice at the desk.', "en", ""),
        ("El guía habló bajito y éramos treinta.", "es", ""),
    ],
)
def test_what_was_quoted_stays_as_it_was_said(comment: str, lang: str, said: str) -> None:
    assert mirrored(comment, lang) == said


def test_what_happened_is_said_back_and_not_the_proof_of_it() -> None:
    said = mirrored("The seam split after two washes. I have all the photos here and two witnesses.", "en")
    assert said == "The seam split after two washes"


@pytest.mark.parametrize(
    "comment",
    [
        "You discontinued the only pen I can write with.",
        "Encargué una torta para las cinco, llegué a las cinco y la estaban batiendo.",
    ],
)
def test_a_grievance_that_was_told_is_not_asked_to_be_told(whole: Engine, brand: Brand, comment: str) -> None:
    texts = _texts(whole, brand, comment)
    assert texts
    for asked in ("what happened?", "what is it about", "story behind it", "qué ha pasado", "más de detalle"):
        assert not [text for text in texts if asked in text.casefold()]


def test_only_a_clause_with_a_deed_and_a_thing_tells_something() -> None:
    assert told_in("You discontinued the only pen I can write with.", "en")
    assert not told_in("Just the worst, honestly.", "en")
    assert not told_in("Du hast meinen Stift abgeschafft.", "de")


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        (
            "Por favor manden un técnico a la colonia",
            ("pregunt", "pas", "averigu", "digo", "llev", "encarg", "miro", "pido"),
        ),
        ("Please unlock the side gate before eight", ("ask", "pass", "find", "tell", "tak", "hand", "put")),
    ],
)
def test_a_request_that_has_no_words_of_its_own_is_taken_on(
    whole: Engine, brand: Brand, comment: str, words: tuple[str, ...]
) -> None:
    found = whole.compose(Situation(brand=brand, comment=comment))
    assert found.offers
    assert found.needs
    assert all(any(word in offer.text.casefold() for word in words) for offer in found.offers)


@pytest.mark.parametrize(
    "comment",
    [
        "Is the rosehip oil alright to use while breastfeeding?",
        "My rabbit has left her hay since Sunday, is that worth a visit?",
        "¿La crema sirve para piel con rosácea?",
        "Mi perro se ha comido media tableta de turrón, ¿tengo que llevarlo?",
    ],
)
def test_a_question_of_health_is_no_place_for_a_light_word(whole: Engine, brand: Brand, comment: str) -> None:
    found = whole.compose(Situation(brand=brand, comment=comment))
    assert found.offers
    assert found.needs
    for text in (offer.text.casefold() for offer in found.offers):
        assert "curio" not in text
        assert "caught me" not in text
        assert "pillado" not in text


@pytest.mark.parametrize(
    "comment",
    [
        "The peonies came and my sister cried, in a good way. Ten days on from losing our dog, it was exactly right.",
        "Gracias por las flores. Acabamos de perder a nuestra gata y llegaron el mismo día.",
    ],
)
def test_a_loss_beside_thanks_gets_no_lively_word(whole: Engine, brand: Brand, comment: str) -> None:
    for text in (text.casefold() for text in _texts(whole, brand, comment)):
        for lively in ("scratch", "picture", "four-legged", "cuatro patas", "caricia", "foto"):
            assert lively not in text


def test_a_question_is_answered_though_it_sounds_like_a_joke(whole: Engine, brand: Brand) -> None:
    for comment in ("Is there an interval? My husband needs to take his tablets at nine.",):
        found = whole.compose(Situation(brand=brand, comment=comment))
        assert found.needs
        assert not [offer.text for offer in found.offers if re.search(r"\bha\b|seen|guilty", offer.text.casefold())]


@pytest.mark.parametrize(
    "comment",
    [
        "Are your sausages gluten free? Asking for my daughter who's coeliac.",
        "¿Las croquetas llevan gluten? Mi hija es celíaca.",
    ],
)
def test_what_is_known_of_one_dish_says_nothing_of_another(whole: Engine, brand: Brand, comment: str) -> None:
    found = whole.compose(Situation(brand=brand, comment=comment))
    assert found.needs
    assert not [offer.sources for offer in found.offers if offer.sources]


def test_what_is_known_of_the_dish_itself_is_told(whole: Engine, brand: Brand) -> None:
    found = whole.compose(Situation(brand=brand, comment="Is the almond cake gluten free?"))
    assert found.offers[0].sources
