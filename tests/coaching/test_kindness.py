"""Kindness as people put it: met by what exactly was liked, without a survey and without talk of the page itself."""

from __future__ import annotations

import re
import time

import pytest

from bot.coaching.composing.notice import notice
from bot.coaching.composing.phrasebook import load_phrasebooks
from bot.coaching.composing.warmth import leading, told_plainly
from bot.coaching.engine import Engine, build_engine
from bot.domain.brand import Brand
from bot.domain.reading import Kind
from bot.domain.situation import Situation
from tests.coaching.fakes import NOTHING_READ

_BOOKS = load_phrasebooks()
_SURVEY = re.compile(
    r"won you over|should (?:we )?never change|the best bit|remember of it|do more of|surprised you most|"
    r"terminó de convencer|deberíamos cambiar|hacer más\?|lo hizo tan bueno|sorprendió|[Nn]oticeboard|tablón|"
    r"on the wall|de mano en mano|cinco estrellas|number of stars"
)


@pytest.fixture(scope="module")
def shipped(brand: Brand) -> Engine:
    return build_engine(brand=brand)


def _texts(engine: Engine, brand: Brand, comment: str) -> list[str]:
    return [offer.text for offer in engine.compose(Situation(brand=brand, comment=comment)).offers]


def _sort(brand: Brand, comment: str, lang: str) -> str:
    found = leading(_BOOKS[lang], notice(Situation(brand=brand, comment=comment), NOTHING_READ, _BOOKS[lang]), "praise")
    return found.id if found is not None else ""


@pytest.mark.parametrize(
    ("lang", "comment", "sort"),
    [
        ("en", "the man at the desk was so patient with my aunt", "patience"),
        ("en", "somebody found my wallet and posted it, faith in people restored", "lost and found"),
        ("en", "nobody made me feel stupid on my first day", "at home here"),
        ("en", "softest landing ever", "smooth flight"),
        ("en", "my brother recommended you and he was right", "recommended"),
        ("en", "the coat fits like a glove", "fits"),
        ("en", "that mustard yellow though 😍", "colour"),
        ("en", "spotless, and the towels were warm", "clean"),
        ("en", "The view from the tower was breathtaking", "view"),
        ("en", "so glad you're open late on fridays", "hours"),
        ("en", "fair price and they showed me the old part", "honest"),
        ("en", "your captions crack me up", "wit"),
        ("en", "this song has been on repeat all day", "earworm"),
        ("en", "only proud of the lads today, even if we lost", "team lost"),
        ("en", "even my grumpy dad smiled", "even the fussy"),
        ("en", "my deaf sister could follow everything", "could come along"),
        ("en", "we drove two hours for those buns and they were worth it", "came far"),
        ("es", "el señor de la ventanilla tuvo una paciencia infinita con mi tía", "paciencia"),
        ("es", "nadie me miró raro en mi primer día", "como en casa"),
        ("es", "el abrigo me queda como un guante", "a medida"),
        ("es", "ese amarillo mostaza 😍", "color"),
        ("es", "todo limpísimo y las toallas calentitas", "limpio"),
        ("es", "qué vistas desde la torre!!", "vistas"),
        ("es", "menos mal que abren hasta tarde los viernes", "horario"),
        ("es", "precio justo y me enseñaron la pieza vieja", "honrado"),
        ("es", "la canción en bucle todo el día", "en bucle"),
        ("es", "orgullo de equipo aunque perdimos", "orgullo"),
        ("es", "hasta mi suegra repitió", "hasta los difíciles"),
        ("es", "mi hermana sorda pudo seguirlo todo", "poder venir"),
        ("es", "me recomendó mi vecina y tenía razón", "recomendación"),
    ],
)
def test_each_thing_that_is_liked_has_a_sort_of_its_own(brand: Brand, lang: str, comment: str, sort: str) -> None:
    assert _sort(brand, comment, lang) == sort


@pytest.mark.parametrize(
    ("lang", "comment"),
    [
        ("en", "never ever flying with you again"),
        ("en", "still can't get a real person on the phone"),
        ("en", "sitting on the plane with no pilot, thanks!"),
        ("en", "slept in the airport because of you"),
        ("en", "never fails to disappoint"),
        ("en", "locked out of my account again"),
        ("en", "nobody remembered my booking"),
        ("en", "is the orange one available in blue?"),
        ("en", "thanks to you we had 200 dollars in fees"),
        ("es", "poned asientos más cómodos"),
        ("es", "hice una reclamación hace un mes"),
        ("es", "exijo una explicación clara y sin rodeos"),
        ("es", "qué color es el de la foto?"),
        ("es", "los más ricos siempre ganan"),
        ("es", "la silla de ruedas no entra por esa puerta"),
        ("es", "nadie se acordó de mi reserva"),
    ],
)
def test_what_only_sounds_alike_is_no_praise(brand: Brand, lang: str, comment: str) -> None:
    assert told_plainly(notice(Situation(brand=brand, comment=comment), NOTHING_READ, _BOOKS[lang])) == 0


@pytest.mark.parametrize(
    ("comment", "never"),
    [
        ("That encore. I have no voice left.", "sorry|put (it|that) right|annoyed"),
        ("just finished the game at 3am, the ending broke me", "sorry it|annoyed|how it came"),
        ("You remembered my dog's name. I could cry.", "sounds hard|somebody around you"),
        ("My wheelchair fits under your tables.", "cost|door to use|sorry"),
        ("el paquete venía tan mono que daba pena abrirlo", "molest|Lo pregunto|explicación"),
        ("hicimos 300 km por esas donas y lo haríamos de nuevo", "enfado|frustrante|arreglar"),
        ("los mensajes de error de su programa me hacen reír", "navegador|formulario"),
        ("Volvió el agua en una hora y encima avisaron. Lo justo es decirlo", "crítica|siento"),
    ],
)
def test_praise_without_a_word_of_praise_is_not_met_as_a_grievance(
    shipped: Engine, brand: Brand, comment: str, never: str
) -> None:
    texts = _texts(shipped, brand, comment)
    assert texts
    assert not re.search(never, texts[0]), texts


@pytest.mark.parametrize(
    "comment",
    [
        "Best croissants in town, and I've tried them all",
        "Ten years coming here and I still look forward to it",
        "The nurse was so patient with my little boy",
        "Great show last night, the drummer especially",
        "your newsletter makes my Fridays",
        "Lovely place, we'll be back",
        "Gracias por todo, de verdad",
        "El mejor café del barrio, sin duda",
        "Qué concierto, todavía no me recupero",
        "La chica de la caja es un sol",
        "Me encanta cómo quedó el patio",
        "Son los mejores, no hay más",
    ],
)
def test_no_offer_asks_as_a_survey_does_or_speaks_of_the_page_itself(
    shipped: Engine, brand: Brand, comment: str
) -> None:
    texts = _texts(shipped, brand, comment)
    assert texts
    assert not any(_SURVEY.search(text) for text in texts), texts


@pytest.mark.parametrize(
    "comment", ["thx", "Great, thanks", "cheers for getting back to me", "grax", "gracias por contestar"]
)
def test_a_plain_thanks_is_answered_shortly_and_left_there(shipped: Engine, brand: Brand, comment: str) -> None:
    texts = _texts(shipped, brand, comment)
    assert texts
    assert all("?" not in text and len(text.split()) <= 14 for text in texts), texts


@pytest.mark.parametrize(
    ("comment", "name"),
    [
        ("your receptionist Julia was so patient with us", "Julia"),
        ("Spin class with Marta nearly finished me, same time next week 😂", "Marta"),
        ("el técnico, Andrés, me explicó todo con calma", "Andrés"),
        ("las clases de la profe Lucía me salvaron segundo año", "Lucía"),
    ],
)
def test_who_is_praised_by_name_is_called_by_it(shipped: Engine, brand: Brand, comment: str, name: str) -> None:
    assert name in " ".join(_texts(shipped, brand, comment))


def test_the_authors_own_people_are_no_staff(shipped: Engine, brand: Brand) -> None:
    for comment in ("my son Leo was so happy in his swimming class", "mi hija Marta salió feliz de la clase"):
        assert not re.search(
            r"(?:tell|show|to) (?:Leo|Marta)|(?:digo|cuento|enseño) a Marta", " ".join(_texts(shipped, brand, comment))
        )


@pytest.mark.parametrize(
    ("comment", "kin"),
    [
        ("the lady at check-in was so patient with my mum who can't hear well", "the lady at check-in"),
        ("my cousin recommended you and she was right", "your cousin"),
        ("esa foto del tranvía viejo, mi abuelo manejaba esa línea", "tranvía viejo"),
        ("llegaron las flores para mi mamá y lloró, olían a su jardín", "tu mamá"),
    ],
)
def test_whoever_is_in_it_is_spoken_of(shipped: Engine, brand: Brand, comment: str, kin: str) -> None:
    assert kin.lower() in _texts(shipped, brand, comment)[0].lower()


@pytest.mark.parametrize(
    "comment",
    [
        "Que lindo es levantarse sin resaca",
        "fui un libro abierto toda la vida",
        "Por payasa debo hacer un trabajo grupal para mañana",
        "just ran my first 10k!!",
        "I've always been an overthinker",
        "I baked my first loaf and it looks like a shoe",
    ],
)
def test_what_people_tell_of_their_own_day_is_not_thanked_for(shipped: Engine, brand: Brand, comment: str) -> None:
    for text in _texts(shipped, brand, comment):
        assert not re.search(r"[Tt]hank|[Gg]racias|team|equipo|pass(?:ing)? (?:it|that) on", text), text


@pytest.mark.parametrize(
    "comment",
    [
        "a mí me gustaba antes. Ahora todo es cuadrado y feo",
        "used to love this place, now it's all ads",
        "antes daba gusto venir, ahora ni te saludan",
        "Gracias por arruinarme la navidad",
        "thanks to you we missed our connection and paid 400 for a hotel",
    ],
)
def test_liking_that_is_over_is_a_grievance(shipped: Engine, brand: Brand, comment: str) -> None:
    reading = shipped.read(Situation(brand=brand, comment=comment))
    texts = _texts(shipped, brand, comment)
    assert Kind.COMPLAINT in reading.kinds or re.search(r"sorry|bad sign|enough|siento", " ".join(texts)), (
        reading.kinds,
        texts,
    )
    assert not any(
        re.match(
            r"(?:\w+, \w+\. )?(?:Thank you(?! for (?:telling|saying))|¡?Gracias(?! por (?:decir|cont|escrib|avis))|"
            r"Lovely|"
            r"Qué bien(?! que lo cuentes))",
            text,
        )
        for text in texts
    ), texts


def test_a_wish_for_the_day_is_returned_for_that_day(shipped: Engine, brand: Brand) -> None:
    for comment, day in (("Happy friday everyone x", "Friday"), ("feliz viernes gente linda", "viernes")):
        texts = _texts(shipped, brand, comment)
        assert any(day in text for text in texts), texts
        assert all("?" not in text for text in texts), texts


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_finer_sorts_have_lines_enough_that_stand_alone(lang: str) -> None:
    finer = [theme for theme in _BOOKS[lang].themes if theme.rank and theme.purpose in ("praise", "talk")]
    assert len(finer) >= 60
    for theme in finer:
        assert len(theme.lines["meet"]) >= 6, theme.id
        assert set(theme.lines) <= {"meet", "meet_kin", "meet_it"}, theme.id


@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_sort_takes_long_over_an_odd_text(lang: str) -> None:
    odd = ["so " * 700, "a" * 2000, "you love my mum " * 120, "mi la que " * 250, "even my " * 250, "! " * 900]
    for theme in _BOOKS[lang].themes:
        began = time.process_time()
        for text in odd:
            theme.pattern.search(text)
        assert time.process_time() - began < 2, theme.id
