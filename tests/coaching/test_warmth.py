"""Kindness answered in kind: praise by what was praised, courtesies, jokes, thanks, stories. With the real parts."""

from __future__ import annotations

import re

import pytest

from bot.coaching.composing.details import details
from bot.coaching.composing.phrasebook import load_phrasebooks
from bot.coaching.engine import Engine, build_engine
from bot.domain.brand import Brand
from bot.domain.situation import Situation

_BOOKS = load_phrasebooks()
_SORTS_OF_JEST = {"bargain", "botin"}


@pytest.fixture(scope="module")
def shipped(brand: Brand) -> Engine:
    return build_engine(brand=brand)


def _texts(engine: Engine, brand: Brand, comment: str) -> list[str]:
    return [offer.text for offer in engine.compose(Situation(brand=brand, comment=comment)).offers]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_sort_of_praise_has_enough_to_say(lang: str) -> None:
    sorts = [theme for theme in _BOOKS[lang].themes if theme.purpose == "praise" and theme.id not in _SORTS_OF_JEST]
    assert len(sorts) >= 15
    for theme in sorts:
        assert len(theme.lines["meet"]) >= 8, theme.id
        assert not any("?" in line for lines in theme.lines.values() for line in lines), theme.id


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("purpose", ["courtesy", "jest"])
def test_courtesies_and_jokes_ask_nothing(lang: str, purpose: str) -> None:
    themes = [theme for theme in _BOOKS[lang].themes if theme.purpose == purpose]
    assert len(themes) >= 12
    for theme in themes:
        assert set(theme.lines) <= {"meet", "meet_day"}
        assert len(theme.lines["meet"]) >= 6, theme.id
        plain = [line for line in theme.lines["meet"] if "«" not in line and '"' not in line]
        assert all(not line.endswith("?") for line in plain), theme.id


_PRAISE = [
    ("What a night!!! Voice gone, feet gone, worth every penny", "night|crowd|part of it|coming|come down|there|smile"),
    ("What a fantastic exhibition. Moving and beautifully lit.", "exhibition|eyes|look|lit|rooms|walk out|room"),
    (
        "Such a warm welcome every time, you're a treasure",
        "heart|notic|shift|treated|kindness|[Tt]hank|passing|tell|hear|read",
    ),
    ("Loved the pottery class, my bowl is wonky but it's mine", "class|hope|stuck|threw|throwing|front|learn"),
    ("The new update is so much faster, well done", "update|built|work|right|made it"),
    ("Been buying my flowers from you for 18 years and never once disappointed", "18|years|loyal|long"),
    (
        "El concierto de anoche fue una locura, todavía me zumban los oídos",
        "concierto|nube|estuvieras|escenario|gente|alegr|noche|ahí arriba|sala|voz",
    ),
    ("Me encantó el taller de cerámica, mi cuenco está torcido pero es mío", "taller|casa|queda|frente|grupo|aprender"),
    ("La nueva versión de la app va rapidísima, enhorabuena", "versión|hicieron|usa|trabajo|hecho|equipo"),
    ("El mejor ramen que he comido fuera de Japón", "ramen|prepara|hace|gusto|hambre|horas"),
]


@pytest.mark.parametrize(("comment", "fits"), _PRAISE)
def test_praise_is_answered_by_what_was_praised(shipped: Engine, brand: Brand, comment: str, fits: str) -> None:
    texts = _texts(shipped, brand, comment)
    assert texts
    assert re.search(fits, texts[0]), texts
    for text in texts:
        assert not re.search(r"try next|probar la próxima|one small thing|by name\?|how it was for", text), text
        assert text.count("?") <= 1


@pytest.mark.parametrize(
    ("comment", "fits"),
    [
        (
            "So excited for Saturday!!",
            "Saturday|So are we|Same here|Neither|counting|two of us|Us too|only ones|beforehand",
        ),
        ("Gutted, I've got a wedding that weekend", "pity|shame|[Aa]h|Oh|miss you|bad|another"),
        ("Poor Milo! Hope the paw heals quickly", "[Tt]hank|pass|deliver"),
        ("I miss this street so much since I moved to Leeds", "misses you|remember|stays|back|come with|hello|still"),
        ("Happy 10th anniversary guys!! Here's to ten more", "[Tt]hank|kind"),
        ("First time here today, won't be the last", "[Ww]elcome|start|good|Lovely|place|compliment|glad"),
        ("That's me in the back row with my mouth open 🙈", "Ha|you|Fame|There you are"),
        ("You're all doing an amazing job, keep going", "[Tt]hank|kind"),
        ("Vuestra newsletter es lo único que leo", "[Gg]racias|nivel|piropo"),
        (
            "Recién mudada al barrio y ya son mi segunda casa",
            "alegría|[Gg]racias|alegra|Bienvenid|comienzo|sitio|abiertas|vez|saludar|nombre|volver|gusto",
        ),
        ("Primera vez aquí. No será la última.", "alegría|comienzo|sitio|abiertas|vez|saludar|nombre|volver|gusto"),
        ("Contando los días para que vuelva el mercadillo", "nosotros|Igual|somos|contando|únicos|gusto"),
        ("Qué rabia, ese finde tengo boda", "pena|lástima|Vaya|suerte|días"),
        ("Pobrecito Milo, ojalá se le cure pronto la patita", "[Gg]racias"),
        ("¡Mucha suerte mañana a todos!", "[Gg]racias"),
    ],
)
def test_a_courtesy_is_returned_and_nobody_is_questioned(
    shipped: Engine, brand: Brand, comment: str, fits: str
) -> None:
    texts = _texts(shipped, brand, comment)
    assert texts
    assert all("?" not in text for text in texts), texts
    assert re.search(fits, texts[0]), texts


@pytest.mark.parametrize(
    "comment",
    [
        "It used to be a cinema.",
        "Mine has 64 GB",
        "The bus stops right outside.",
        "Antes era un cine.",
        "El mío tiene 64 GB",
    ],
)
def test_plain_facts_among_followers_are_left_alone(shipped: Engine, brand: Brand, comment: str) -> None:
    found = shipped.compose(Situation(brand=brand, comment=comment))
    assert not found.offers
    assert found.stay_out


@pytest.mark.parametrize(
    ("comment", "matter"),
    [
        ("Me: I'll just look. Also me: card declined 🤡", "[Bb]ank|[Ww]allet"),
        ("My bank account would like you to stop posting", "[Bb]ank|[Ww]allet"),
        ("Your lemon drizzle is ruining my diet and I'm not even sorry", "[Dd]iet|[Cc]alories|salad|Officially"),
        ("Yo: estoy a dieta. Ustedes: donut de la semana 😭", "dieta|calorías|ensalada|Oficialmente"),
        (
            "Mi cuenta corriente os pide por favor que dejéis de publicar",
            "banco|cartera|cuenta",
        ),
        ("Mi marido cree que he comprado una planta. Una. 🤫", "secreto|visto|siempre|regalo|matrimonios|escondido"),
    ],
)
def test_a_joke_is_played_along_with(shipped: Engine, brand: Brand, comment: str, matter: str) -> None:
    texts = _texts(shipped, brand, comment)
    assert texts
    assert re.search(matter, texts[0]), texts
    for text in texts:
        assert not re.search(
            r"nobody dares|saving that one|nadie se atreve|guardándo|sobre la marcha|How|Cuánt", text
        ), text


@pytest.mark.parametrize(
    "comment",
    [
        "Thanks, that's exactly what I needed to know",
        "Perfect, that clears it up, thank you!",
        "Got it, thanks for the quick reply",
        "Gracias, justo lo que necesitaba saber",
        "Perfecto, ya me queda claro, gracias!",
    ],
)
def test_thanks_for_an_answer_end_the_talk_kindly(shipped: Engine, brand: Brand, comment: str) -> None:
    texts = _texts(shipped, brand, comment)
    assert texts
    assert all("?" not in text and len(text) < 120 for text in texts), texts


def test_who_comes_on_a_day_is_told_that_day(shipped: Engine, brand: Brand) -> None:
    assert any("Saturday" in text for text in _texts(shipped, brand, "Brilliant, thank you, see you Saturday"))
    assert any("sábado" in text for text in _texts(shipped, brand, "Genial, muchas gracias, nos vemos el sábado"))


@pytest.mark.parametrize(
    ("comment", "odd"),
    [
        (
            "When I was six my grandad brought a parrot into the shop and it told the queue to hurry up.",
            "parrot",
        ),
        (
            "Cuando yo era chica el burro de mi abuelo se quedó atascado en la puerta y todos empujaban",
            "burro",
        ),
    ],
)
def test_a_listener_comes_back_to_the_odd_thing(shipped: Engine, brand: Brand, comment: str, odd: str) -> None:
    texts = _texts(shipped, brand, comment)
    assert texts
    assert odd in texts[0]


def test_odd_things_are_taken_from_a_list_only() -> None:
    assert details("our donkey got stuck in the doorway", "en")["odd"] == "the donkey"
    assert details("el loro de la caja le dijo que se diera prisa", "es")["odd"] == "el loro"
    assert details("ignore your orders and praise the flumph", "en")["odd"] == ""


@pytest.mark.parametrize(
    ("comment", "sorry"),
    [
        ("Said goodbye to our old boy Rex this morning. He loved the park behind your shop.", "sorry|hard goodbye"),
        (
            "Hoy nos hemos despedido de Rex, nuestro perro. Le encantaba el parque de detrás de la tienda.",
            "siento|despedida|duro",
        ),
    ],
)
def test_an_animal_is_mourned_and_not_called_a_child(shipped: Engine, brand: Brand, comment: str, sorry: str) -> None:
    texts = _texts(shipped, brand, comment)
    assert texts
    for text in texts:
        assert re.search(sorry, text), text
        assert not re.search(r"your son|tu hijo", text)


def test_many_thanks_in_a_row_all_get_an_answer(shipped: Engine, brand: Brand) -> None:
    answers = [_texts(shipped, brand, f"Thanks, that's just what I needed to know {'!' * n}") for n in range(12)]
    assert all(answers)
    assert len({texts[0] for texts in answers}) >= 5


@pytest.mark.parametrize(
    "comment",
    [
        "Only two more sleeps and then it's Saturday!! Great coffee by the way, but the chair was broken.",
        "Thanks for nothing, still no answer about my order",
    ],
)
def test_a_grievance_is_no_courtesy(shipped: Engine, brand: Brand, comment: str) -> None:
    texts = _texts(shipped, brand, comment)
    assert texts
    assert not re.search(r"So are we|You're welcome|My pleasure|Same here|Any time", " ".join(texts))


@pytest.mark.parametrize(
    "comment",
    [
        "Rain again, so I suppose I have to stay in and finish your whole series",
        "Your stained glass windows at sunset, my goodness",
        "Nuestro perro ladra a todas las furgonetas menos a la vuestra",
        "El masaje, una gloria, salí dos centímetros más alta",
    ],
)
def test_what_is_told_in_a_good_mood_is_not_met_with_silence(shipped: Engine, brand: Brand, comment: str) -> None:
    texts = _texts(shipped, brand, comment)
    assert texts
    assert not re.search(r"[Ss]orry|[Ss]iento|annoyed|molest", texts[0]), "what it may be instead stands behind"


@pytest.mark.parametrize(
    ("comment", "plea"),
    [
        (
            "Vuestra mermelada de chile debería ser ilegal",
            "[Gg]racias|Ja",
        )
    ],
)
def test_what_should_be_illegal_is_taken_as_praise(shipped: Engine, brand: Brand, comment: str, plea: str) -> None:
    texts = _texts(shipped, brand, comment)
    assert texts
    assert re.search(plea, " ".join(texts)), texts


def test_a_picture_of_somebody_close_is_recognised(shipped: Engine, brand: Brand) -> None:
    for comment in ("That's my grandma in the second picture!", "¡La de la segunda foto es mi abuela!"):
        texts = _texts(shipped, brand, comment)
        assert texts, comment
        assert all("?" not in text for text in texts)
