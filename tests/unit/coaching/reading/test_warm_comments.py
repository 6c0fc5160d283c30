"""Warm, personal and neutral comments are no grievances; grievances wrapped in jokes or threats still are."""

from __future__ import annotations

import pytest

from bot.coaching.reading.reader import Reader
from bot.domain.reading import Address, Kind, Mood
from tests.unit.coaching.reading.one_comment import read

SMELL = "My grandmother took me to your first shop when I was six. I still remember the smell of the cinnamon rolls."
VEGAN = "Che, ¿tienen opciones veganas? Mi novia no come nada con leche y siempre se queda con el café solo"


@pytest.mark.parametrize(
    "text",
    [
        SMELL,
        "When I was a child my uncle worked in your bakery. The smell of warm bread still takes me back there.",
        "Mi abuela me traía a esta pastelería cuando era chica, todavía recuerdo el olor de las medialunas.",
    ],
)
def test_nostalgia_is_a_warm_story(reader: Reader, text: str) -> None:
    reading = read(reader, text)
    assert Kind.STORY in reading.kinds
    assert Kind.COMPLAINT not in reading.kinds
    assert reading.mood is Mood.POSITIVE


@pytest.mark.parametrize(
    "text",
    [
        VEGAN,
        "Do you have anything without gluten? My husband can't eat wheat.",
        "Could you tell me which poets are reading on Thursday? I couldn't find the list anywhere.",
        "¿Qué poetas leen el jueves? No encuentro el programa por ningún lado",
        "No tomo café, ¿tenéis algún té sin teína?",
    ],
)
def test_a_question_with_a_negation_is_no_complaint(reader: Reader, text: str) -> None:
    reading = read(reader, text)
    assert Kind.QUESTION in reading.kinds
    assert Kind.COMPLAINT not in reading.kinds
    assert reading.mood is Mood.NEUTRAL


@pytest.mark.parametrize(
    "text",
    [
        "Your shop smells of damp and the bread was stale",
        "The room smelled awful and nobody came to clean it",
        "El baño huele fatal y el suelo estaba pegajoso",
    ],
)
def test_a_bad_smell_is_still_a_complaint(reader: Reader, text: str) -> None:
    reading = read(reader, text)
    assert Kind.COMPLAINT in reading.kinds
    assert reading.mood is Mood.NEGATIVE


@pytest.mark.parametrize(
    "text",
    [
        "My son got sick from your cake, I'm calling my lawyer",
        "Mi hijo se puso malo con vuestra tarta, voy a llamar a mi abogado",
    ],
)
def test_harm_with_a_lawyer_is_a_crisis_and_a_complaint(reader: Reader, text: str) -> None:
    reading = read(reader, text)
    assert {Kind.CRISIS, Kind.COMPLAINT} <= reading.kinds
    assert not reading.kinds & {Kind.JOKE, Kind.PRAISE}
    assert reading.mood is Mood.NEGATIVE


@pytest.mark.parametrize(
    "text",
    [
        "Love your bakery! My son is choking on the pretzel though, please help",
        "¡Qué maravilla de sitio! Por cierto, huele a gas en la tienda",
    ],
)
def test_a_crisis_is_never_positive(reader: Reader, text: str) -> None:
    reading = read(reader, text)
    assert Kind.CRISIS in reading.kinds
    assert reading.mood is not Mood.POSITIVE


@pytest.mark.parametrize(
    "text", ["Voy a soñar con fórmulas toda la noche", "I will be dreaming of equations all night long"]
)
def test_a_tired_mind_is_no_crisis(reader: Reader, text: str) -> None:
    reading = read(reader, text)
    assert reading.crisis is None
    assert Kind.CRISIS not in reading.kinds


@pytest.mark.parametrize(
    "text",
    [
        "City council approves new bakery tax from January",
        "Bakery chain closes twelve shops in the north",
        "El ayuntamiento sube la tasa de terrazas un 20 %",
        "Cierra la última panadería del barrio tras sesenta años",
        "Las cajeras de la cadena, en huelga el próximo viernes por el convenio https://diario.example/huelga",
        "Regional airline cuts three routes and a tenth of its crew next spring https://paper.example/routes",
    ],
)
def test_a_headline_is_no_complaint(reader: Reader, text: str) -> None:
    assert Kind.COMPLAINT not in read(reader, text).kinds


@pytest.mark.parametrize(
    "text",
    [
        "Te pillo el jueves con mi madre @ana",
        "@lucy I'll pick you up Thursday with my mum",
        "@marta el sábado que viene vamos tú y yo después de la clase de inglés",
        "Saturday after class, you and me and the big cake @tom don't be late",
    ],
)
def test_a_plan_with_a_tagged_friend_needs_no_reply(reader: Reader, text: str) -> None:
    reading = read(reader, text)
    assert not reading.needs_reply
    assert reading.stay_out


def test_a_plan_that_asks_the_page_something_gets_its_answer(reader: Reader) -> None:
    reading = read(reader, "Vamos el sábado con @ana y @luis, ¿hay mesa para cuatro en la terraza?")
    assert Kind.QUESTION in reading.kinds
    assert reading.needs_reply


@pytest.mark.parametrize(
    "text",
    ["Son ustedes unos ladrones, 4,50 por un café es un robo", "Son unos chorros, cobran 9 lucas por una medialuna"],
)
def test_an_angry_price_is_a_complaint_and_no_joke(reader: Reader, text: str) -> None:
    reading = read(reader, text)
    assert Kind.COMPLAINT in reading.kinds
    assert Kind.JOKE not in reading.kinds
    assert reading.mood is Mood.NEGATIVE
    assert reading.address is Address.USTEDES


@pytest.mark.parametrize(
    "text",
    [
        "jajaja y si me como diez croissants me hacéis socio honorario?",
        "jajaja y si me como diez croissants me hacen socio o me llevan al hospital?",
        "jajaja ¿y mi perro también puede pedir un cortado?",
        "Haha does the ghost upstairs get a loyalty card too?",
        "lol can my cat apply for the job?",
    ],
)
def test_an_absurd_question_with_laughter_is_a_joke(reader: Reader, text: str) -> None:
    kinds = read(reader, text).kinds
    assert Kind.JOKE in kinds
    assert Kind.CRISIS not in kinds
    assert Kind.QUESTION not in kinds


@pytest.mark.parametrize(
    "text",
    [
        "jajaja ¿abrís el domingo?",
        "haha what time do you open?",
        "jajaja me muero, ¿cuánto cuesta la tarta?",
        "jajaja ¿puedo llevar a mi perro?",
        "lol is the cat still in the shop?",
    ],
)
def test_a_real_question_survives_laughter(reader: Reader, text: str) -> None:
    assert Kind.QUESTION in read(reader, text).kinds
