"""Everyday talk in the words of a crisis, of abuse or of a grievance: old accidents, errands, weather, slips of one's
own, and what went wrong and was put right. And the same words where they are meant."""

from __future__ import annotations

import pytest

from bot.coaching.reading.evidence import delighted, gather
from bot.coaching.reading.reader import Reader
from bot.coaching.reading.wishes import wished
from bot.coaching.text.normalise import fold
from bot.domain.reading import Kind
from tests.unit.coaching.reading.one_comment import read


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    "text",
    [
        "Aged nine I fell off the wall behind your bakery and broke my wrist in two places. The baker drove me to "
        "hospital, and I still have the scar.",
        "When our daughter was four she slipped on the quay here, split her chin, six stitches. She sails now.",
        "X-ray and home again in half an hour, you lot are wonderful",
        "Both wheels fell off before lunch",
        "My scarf is 420 stitches long and I regret nothing",
        "Cut the loaf with a knife as long as her arm, my nan did",
        "I'd murder for a slice of that pie right now",
        "Año 89, fiestas del barrio: me caí del tablado, me rompí el brazo y me dieron cinco puntos. Y gané.",
        "Hace unos años mi primo se cayó de vuestra escalera y acabó en urgencias con el tobillo roto. "
        "Hoy es el padrino de mi niña.",
        "De pequeño me quedé encerrado en el armario jugando al escondite y nadie me encontró hasta la cena",
        "Se cortó la luz a mitad de la película y mi viejo siguió contándola él",
        "Vengo del hospital de ver a mi hermana y vuestro caldo me ha resucitado",
        "Los voy a denunciar, engordé cuatro kilos con esas medialunas",
    ],
)
def test_old_accidents_jokes_and_everyday_matters_are_no_crisis(reader: Reader, text: str) -> None:
    assert read(reader, text).crisis is None


@pytest.mark.parametrize(
    "text",
    [
        "My dad slipped on your wet floor this morning and broke his hip, he is in hospital",
        "I fell off the ladder in your shop yesterday and broke my wrist",
        "The sole came off the ride and it hit my son in the face, he's bleeding",
        "Mi hija se cayó ayer por vuestra escalera y se rompió el brazo, estamos en urgencias",
        "Mi marido está con un tubo desde que cenó ahí anoche",
        "Un exempleado nos lo ha contado todo, ¿algo que decir antes de que salga el reportaje?",
    ],
)
def test_what_happened_of_late_is_one(reader: Reader, text: str) -> None:
    assert read(reader, text).crisis is not None


@pytest.mark.parametrize(
    "text",
    [
        "Left the cold frame open all night, my own stupid fault",
        "Cows lying about in the road again, bring a book",
        "He'll want his receipt, he'll be in after work",
        "The glitter bomb went off in my handbag",
        "El negro, sin duda.",
        "Un asco de parking, todo lleno de charcos",
        "Salí con cara de tonta y dos helados",
        "Sois una vergüenza de ayuntamiento, unas calles de mierda y unos ladrones",
    ],
)
def test_words_aimed_at_nobody_are_no_abuse(reader: Reader, text: str) -> None:
    assert Kind.ABUSE not in read(reader, text).kinds


@pytest.mark.parametrize("text", ["You are a stupid, useless pig", "Eres un payaso y un inútil, cállate la boca"])
def test_words_aimed_at_somebody_are(reader: Reader, text: str) -> None:
    assert Kind.ABUSE in read(reader, text).kinds


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Louder bells on the level crossing", "en"),
        ("Bring back the ginger ones", "en"),
        ("a coat rail by the piano pls", "en"),
        ("second bin at the bus stop maybe", "en"),
        ("Come before ten, it's half empty", "en"),
        ("Shake it first, folks", "en"),
        ("Más bancos a la sombra", "es"),
        ("un enchufe junto a la ventana porfa", "es"),
        ("ganchos más altos en los vestuarios", "es"),
        ("Que la terraza abra hasta las once", "es"),
        ("uno de higos, piénsenlo", "es"),
        ("colgad las listas en la puerta", "es"),
    ],
)
def test_a_wish_needs_no_verb(text: str, lang: str) -> None:
    assert wished(fold(text), lang, len(text.split()))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Recipe for the ginger ones please", "en"),
        ("Open your eyes, people", "en"),
        ("Thanks again, folks", "en"),
        ("more than I expected, honestly", "en"),
        ("Mándenme el horario por correo porfa", "es"),
        ("Más rico que el de mi abuela", "es"),
        ("Otra vez sin agua en la calle Real", "es"),
        ("Calidad la de siempre", "es"),
    ],
)
def test_a_request_or_a_verdict_is_no_wish(text: str, lang: str) -> None:
    assert not wished(fold(text), lang, len(text.split()))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("One tile came cracked. Rang at ten, and they sent a new one within the hour.", "en"),
        ("The first room smelled of paint. Ten minutes later we had another one, same price.", "en"),
        ("Me llegó la taza rota, escribí, y al otro día ya tenía otra en casa", "es"),
        ("I hate that it's over", "en"),
        ("Qué rabia no haberos conocido antes", "es"),
        ("Charged me nothing and not a penny extra for the strap", "en"),
    ],
)
def test_what_was_put_right_is_praised(text: str, lang: str) -> None:
    assert delighted(gather(text, lang))


def test_what_broke_again_is_not_put_right() -> None:
    assert not delighted(gather("They sent a new one within the hour, and that one is broken too", "en"))


@pytest.mark.parametrize(
    "text",
    [
        "Coast road shut again, tree down by the chapel",
        "Otra vez niebla en el puerto, llevo una hora parado",
        "Cancelada la romería por el viento",
        "Ordered two sizes too small, my bad",
        "It used to be a chapel, now it's a gym.",
    ],
)
def test_what_is_nobodys_fault_or_ones_own_is_no_grievance(reader: Reader, text: str) -> None:
    assert Kind.COMPLAINT not in read(reader, text).kinds


@pytest.mark.parametrize(
    "text",
    [
        "Gorgeous cake, everyone wanted the recipe, but it came two hours late and squashed",
        "La tarta, riquísima. Eso sí, llegó tarde y con la caja rota.",
    ],
)
def test_a_grievance_set_against_praise_is_kept(reader: Reader, text: str) -> None:
    assert {Kind.COMPLAINT, Kind.PRAISE} <= read(reader, text).kinds


@pytest.mark.parametrize("text", ["Qué maravilla, tercera semana sin agua", "Lovely, third day without heating"])
def test_delight_at_the_same_fault_again_is_a_grievance(reader: Reader, text: str) -> None:
    assert Kind.COMPLAINT in read(reader, text).kinds
