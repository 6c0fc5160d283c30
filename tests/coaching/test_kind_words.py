"""Praise in the words people really use: taken for what it is however it was read, and answered by its own matter."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.coaching.composing.contrast import contrast_in
from bot.coaching.composing.notice import notice, plain_words
from bot.coaching.composing.phrasebook import load_phrasebooks
from bot.coaching.composing.warmth import called_in, dares, leading, plainly
from bot.coaching.engine import Engine, build_engine
from bot.domain.brand import Brand
from bot.domain.reading import Kind, Mood, Reading
from bot.domain.situation import Situation
from tests.coaching.fakes import NOTHING_READ

_BOOKS = load_phrasebooks()
_GRIEVANCE = replace(NOTHING_READ, kinds=frozenset({Kind.COMPLAINT}), mood=Mood.NEGATIVE)


@pytest.fixture(scope="module")
def shipped(brand: Brand) -> Engine:
    return build_engine(brand=brand)


def _plainly(brand: Brand, comment: str, lang: str, reading: Reading) -> bool:
    return plainly(notice(Situation(brand=brand, comment=comment), reading, _BOOKS[lang]), reading)


def _texts(engine: Engine, brand: Brand, comment: str) -> list[str]:
    return [offer.text for offer in engine.compose(Situation(brand=brand, comment=comment)).offers]


@pytest.mark.parametrize(
    ("lang", "comment", "theme"),
    [
        ("en", "Six years with the same rucksack and not a single stitch gone", "lasts"),
        ("en", "These trainers survived a marathon and a festival", "lasts"),
        ("en", "survived my first spin class, thank you", "class"),
        ("en", "Mr Hale in year 4 got our son to love maths", "teaching"),
        ("en", "The nurses on ward 9 looked after my mum so well", "looked after"),
        ("en", "the new ramp means dad gets in without help", "access"),
        ("en", "Thank you for the subtitles, my deaf brother watches along", "access"),
        ("en", "The kids didn't want to leave and slept all the way back", "little ones"),
        ("en", "support sorted my login in a minute, lovely woman", "support"),
        ("en", "fab sound tonight, every word clear at the back", "sound"),
        ("en", "What a gorgeous poster", "look"),
        ("en", "so peaceful in your garden, I could stay all day", "calm"),
        ("en", "We slept like logs, wonderful beds", "sleep"),
        ("en", "That play had me crying with laughter", "tears"),
        ("en", "Opened it in five minutes flat", "easy"),
        ("es", "Llevo seis años con esta mochila y ni una costura suelta", "durar"),
        ("es", "La seño de mi hijo tiene una paciencia enorme", "enseñanza"),
        ("es", "Las enfermeras cuidaron a mi madre como si fuera suya", "cuidar"),
        ("es", "Gracias por la rampa, mi padre ya entra sin ayuda", "acceso"),
        ("es", "con la ruta sin escalones vimos la planta de arriba", "acceso"),
        ("es", "Mis niños no querían irse del zoo", "peques"),
        ("es", "Los de atención al cliente me solucionaron el lío, qué majos", "ayuda"),
        ("es", "El sonido de anoche, de otro planeta", "sonido"),
        ("es", "El envase es precioso", "aspecto"),
        ("es", "Se respira paz en esa sala", "calma"),
        ("es", "La obra me hizo reír a carcajadas", "risas"),
        ("es", "qué fácil sacar la tarjeta", "fácil"),
    ],
)
def test_praise_is_sorted_by_its_own_matter(lang: str, comment: str, theme: str, brand: Brand) -> None:
    noticed = notice(Situation(brand=brand, comment=comment), NOTHING_READ, _BOOKS[lang])
    found = leading(_BOOKS[lang], noticed, "praise")
    assert found is not None
    assert found.id == theme


def test_a_thing_is_called_by_its_name() -> None:
    theme = next(theme for theme in _BOOKS["en"].themes if theme.id == "lasts")
    assert called_in(theme, "these boots have done the camino twice, still waterproof", "en") == "the boots"


@pytest.mark.parametrize(
    ("lang", "comment"),
    [
        ("en", "Six years with the same backpack, not one seam gone"),
        ("en", "the driver waited for my gran with her frame. made her day"),
        ("en", "that packaging is too pretty to throw away"),
        ("en", "Your librarian found it from 'something with a fox'. Witchcraft."),
        ("en", "Can we talk about the lighting in that second act? gorgeous"),
        ("en", "Leo from support is a legend"),
        ("en", "small venue, huge heart"),
        ("en", "your night bus driver should do stand up"),
        ("en", "only you could make a tax app fun"),
        ("en", "My plants were dying, your lady told me what to do and look at them now"),
        ("en", "cheers for sorting it so quickly"),
        ("es", "nunca fallan"),
        ("es", "me gusta que pongáis el nombre de los agricultores"),
        ("es", "el envase es tan lindo que da pena tirarlo"),
        ("es", "calidad precio imbatible"),
        ("es", "cuidaron a mi padre como si fuera suyo"),
        ("es", "el conductor esperó a que mi abuela se sentara. un detallazo"),
        ("es", "el libro lo terminé llorando en el bus"),
    ],
)
def test_set_forms_of_praise_are_heard_in_any_reading(lang: str, comment: str, brand: Brand) -> None:
    assert _plainly(brand, comment, lang, NOTHING_READ)
    assert _plainly(brand, comment, lang, replace(_GRIEVANCE, otherwise=Kind.PRAISE))


@pytest.mark.parametrize(
    ("lang", "comment"),
    [
        ("en", "Unbeatable: three delays in one week"),
        ("en", "nothing beats being charged twice"),
        ("en", "Made my day, waited 40 minutes for a raw burger"),
        ("en", "Worth every penny, the zip broke on day one"),
        ("es", "de diez el retraso, perdí la conexión"),
        ("es", "da gusto pagar 20 euros por un café frío"),
        ("es", "Sin palabras. Dos horas esperando y nadie contesta."),
        ("es", "un detallazo cobrarme la bolsa"),
    ],
)
def test_bitter_praise_stays_a_grievance(lang: str, comment: str, brand: Brand) -> None:
    assert not _plainly(brand, comment, lang, _GRIEVANCE)


def test_a_wish_is_no_praise(brand: Brand) -> None:
    for comment in ("Prices are great if you're a millionaire", "It would have been worth every penny with a view"):
        assert not _plainly(brand, comment, "en", NOTHING_READ)


@pytest.mark.parametrize(
    "comment",
    [
        "La leche que compré ayer venció la semana pasada",
        "Esperé más de diez minutos",
        "se rompió tan rápido",
        "el bus sale en dos minutos",
        "lo más rápido posible",
    ],
)
def test_words_that_only_look_like_praise_are_none(comment: str, brand: Brand) -> None:
    assert not _plainly(brand, comment, "es", NOTHING_READ)


def test_what_was_surely_read_as_a_grievance_needs_two_set_forms(brand: Brand) -> None:
    once, twice = "un aplauso para todos", "reservé en medio minuto, un aplauso para quien hizo la app"
    assert not _plainly(brand, once, "es", _GRIEVANCE)
    assert _plainly(brand, once, "es", replace(_GRIEVANCE, otherwise=Kind.PRAISE))
    assert _plainly(brand, twice, "es", _GRIEVANCE)


def test_an_outcry_is_played_along_with_unless_something_went_wrong(brand: Brand) -> None:
    def heard(comment: str) -> bool:
        return dares(notice(Situation(brand=brand, comment=comment), _GRIEVANCE, _BOOKS["en"]))

    assert heard("ok who gave you permission to drop that trailer on a work day")
    assert not heard("who gave you permission to charge my card, you charged me twice")


@pytest.mark.parametrize(
    ("comment", "twofold"),
    [
        ("Never thought I'd say it but I enjoyed going to the dentist", False),
        ("No suelo escribir reseñas pero el trato fue buenísimo", False),
        ("Buenísima la bici, el sillín una tortura", True),
        ("Lovely staff, the parking is a nightmare", True),
        ("El personal un amor, el café tibio eso sí", True),
        ("The concert was unreal but two hours in the queue is not", True),
        ("Beautiful hotel, breakfast could be better", True),
        ("precioso hotel, el desayuno mejorable", True),
        ("Buena app pero me come la batería", True),
        ("The update is lovely but where did the timer go", True),
        ("el envase es tan lindo que da pena tirarlo", False),
        ("Great course, teacher a bit fast for beginners", True),
        ("Muy buen curso, el profe va un poco rápido para principiantes", True),
        ("Nice trousers, sizing is all over the place", True),
        ("Great course, thanks for the fast reply", False),
        ("love the game, the new map is way too dark", True),
        ("love the game, the cats are way too cute", False),
    ],
)
def test_a_preface_is_not_one_side_of_a_but(comment: str, twofold: bool) -> None:
    assert (contrast_in(plain_words(comment)) is not None) is twofold


@pytest.mark.parametrize(
    ("comment", "fits", "never"),
    [
        (
            "My nan met my grandad in your ballroom in 1958, they danced there every Thursday",
            "1958|nan|grandad",
            "make of it so far|gets to come along|congratulations",
        ),
        (
            "mi abuela conoció a mi abuelo en vuestro salón de baile en el 62",
            "historia|familia|día|paso|foto|contado|contarlo|cuent|abuela",
            "Qué dijo|[Ee]nhorabuena",
        ),
        (
            "we've just moved here and your storytime was the first place anyone spoke to us. my daughter loves it",
            "daughter|glad|happy|lovely|told|[Tt]hank",
            "you two|says your name",
        ),
    ],
)
def test_stories_are_met_by_who_is_in_them(shipped: Engine, brand: Brand, comment: str, fits: str, never: str) -> None:
    texts = _texts(shipped, brand, comment)
    assert texts
    assert re.search(fits, texts[0]), texts
    assert not re.search(never, " ".join(texts)), texts


@pytest.mark.parametrize("comment", ["get well soon Pepper!!", "que se mejore pronto Pepper!!"])
def test_a_wish_for_a_recovery_is_no_proposal(shipped: Engine, brand: Brand, comment: str) -> None:
    texts = _texts(shipped, brand, comment)
    assert texts
    assert re.search("[Tt]hank|[Kk]ind|[Gg]racias", texts[0]), texts
    assert not re.search("idea|list|lista", " ".join(texts)), texts


@pytest.mark.parametrize("comment", ["RIP my savings", "descansen en paz mis ahorros"])
def test_savings_are_not_mourned(shipped: Engine, brand: Brand, comment: str) -> None:
    texts = _texts(shipped, brand, comment)
    assert texts
    assert not re.search("sad|easier|words|llevadero|duele|consuela", " ".join(texts)), texts


@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_line_of_praise_asks_how_somebody_found_the_page(lang: str) -> None:
    lines = " ".join(_BOOKS[lang].moves["ask_praise"])
    assert not re.search("find us|nos <?conoc|made you write", lines)


@pytest.mark.parametrize(
    ("comment", "fits", "never"),
    [
        ("good luck to all the runners on sunday", "[Tt]hank|kind|cheer|glad|[Ff]ingers", "behind us|We will|use it"),
        ("suerte a todos los corredores el domingo", "[Gg]racias|amable|detalle", "hará falta|haremos"),
        ("Congratulations to everyone who passed today", "pass|read|kind|[Tt]hank", "grinning|candle|hand in"),
        ("welcome back!! missed you", "[Tt]hank|[Bb]ack", "misses you|remember it"),
        ("bienvenidos de vuelta!! se los extrañaba", "[Gg]racias|gusto|vuelta", "siguen donde"),
        ("good luck with exams to all your students", "[Tt]hank|kind|lovely|[Ff]ingers|[Hh]ear", "Same to you|use it"),
        ("suerte en los exámenes a todos los alumnos", "[Gg]racias|detalle|amable", "hará falta|semanas"),
        (
            "feliz navidad a todo el equipo del mostrador",
            "[Gg]racias|[Ii]gualmente|Lo mismo|bien|[Ss]aludos",
            "momento|tusf",
        ),
        ("safe travels to the band", "[Tt]hank|[Ll]ovely|kind", "use it|half the battle"),
        ("happy mother's day to all the mums on your team", "[Tt]hank|you|[Ss]ame", "faces here|What"),
        ("sending hugs to the whole crew after yesterday's storm", "[Tt]hank|kind", "Same to you|lovely one"),
        (
            "un abrazo a toda la tripulación después de lo de ayer",
            "[Gg]racias|amable|detalle|agradecer",
            "sonrisa|Igualmente",
        ),
    ],
)
def test_wishes_are_answered_for_the_one_they_are_for(
    shipped: Engine, brand: Brand, comment: str, fits: str, never: str
) -> None:
    texts = _texts(shipped, brand, comment)
    assert texts
    assert re.search(fits, texts[0]), texts
    assert not re.search(never, " ".join(texts)), texts


@pytest.mark.parametrize(
    ("lang", "comment", "theme", "never"),
    [
        ("en", "new season is so good, watched it all in one night", "book", "event"),
        ("es", "nueva temporada tremenda, me la vi en una noche", "libro", "evento"),
        ("en", "bought it for the colour, love the pockets", "", "care"),
        ("es", "la repartidora es un encanto", "staff", "arreglo"),
        ("es", "me quedé hasta el final, qué noche", "evento", "libro"),
        ("en", "quick thank you to whoever found my keys", "lost and found", "repair"),
        ("en", "your hold music is a banger", "earworm", "event"),
        ("en", "Thank you for fixing my boiler on a sunday night", "repair", "event"),
        ("es", "gracias por la caldera, un domingo por la noche", "", "evento"),
        ("en", "thanks for being open on christmas eve, you saved our dinner", "rescue", "dish"),
        ("es", "gracias por abrir en nochebuena, nos salvaron la cena", "rescate", "dish"),
        ("es", "buen finde equipo", "", "staff"),
    ],
)
def test_a_word_that_means_something_else_calls_no_theme(
    lang: str, comment: str, theme: str, never: str, brand: Brand
) -> None:
    found = leading(_BOOKS[lang], notice(Situation(brand=brand, comment=comment), NOTHING_READ, _BOOKS[lang]), "praise")
    name = found.id if found is not None else ""
    assert name != never
    assert name == theme


def test_a_joke_about_the_account_is_played_along_with(shipped: Engine, brand: Brand) -> None:
    for comment in ("my bank balance after your sale 💀", "mi cuenta bancaria después de sus rebajas 💀"):
        texts = _texts(shipped, brand, comment)
        assert texts, comment
        assert all("?" not in text.rstrip("»") for text in texts), texts


def test_somebody_else_who_sent_a_picture_has_sent_no_message(shipped: Engine, brand: Brand) -> None:
    texts = _texts(shipped, brand, "The vet nurse sent us a photo of Milo waking up. I cried")
    assert texts
    assert not re.search("find it|trouble of|which name|Which name", texts[0]), texts
