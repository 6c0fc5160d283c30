"""Proposals, advice to others, two-sided comments and plain troubles: each is met as what it is, in both languages."""

from __future__ import annotations

import pytest

from bot.coaching.brands import load_brand
from bot.coaching.composing.contrast import contrast_in
from bot.coaching.composing.matters import matters_in, troubled
from bot.coaching.composing.moments import proposes
from bot.coaching.composing.notice import plain_words
from bot.coaching.composing.phrasebook import Theme, load_phrasebooks
from bot.coaching.composing.tips import advises_others
from bot.coaching.engine import Engine, build_engine
from bot.domain.brand import Brand
from bot.domain.situation import Situation
from bot.resources import resource_path

_BOOKS = load_phrasebooks()
_TO_A_MEETING = ("meeting", "reunión", "decide", "How often would you use", "usarías")
_BLAME = ("That's on us", "our fault", "we got this wrong", "culpa nuestra", "hemos fallado", "cosa nuestra")


@pytest.fixture(scope="module")
def real() -> Engine:
    """The engine with its own reader and score."""
    return build_engine(brand=load_brand(resource_path("config/brands/mirlo.toml")))


def _texts(engine: Engine, brand: Brand, comment: str) -> list[str]:
    return [offer.text for offer in engine.compose(Situation(brand=brand, comment=comment)).offers]


def _themes(lang: str, comment: str, purpose: str) -> list[Theme]:
    bare = plain_words(comment)
    found = [theme for theme in _BOOKS[lang].themes if theme.purpose == purpose and theme.pattern.search(bare)]
    return sorted(found, key=lambda theme: -theme.rank)


@pytest.mark.parametrize(
    "comment",
    [
        "Go early, the queue is round the corner by ten.",
        "Pro tip: sit on the left, the sun is in your eyes otherwise.",
        "Wash them inside out and the print lasts for years.",
        "If you go with kids, start on the top floor.",
        "Don't miss the small room behind the staircase.",
        "Probadlo con un chorrito de aceite y sal, recién tostado.",
        "Id pronto, a las diez la cola da la vuelta a la esquina.",
        "Si van con niños, empiecen por la planta de arriba.",
        "Lleven abrigo, el aire acondicionado está a tope.",
        "No os perdáis la sala del fondo.",
    ],
)
def test_advice_to_others_is_thanked_and_not_taken_to_a_meeting(real: Engine, brand: Brand, comment: str) -> None:
    assert advises_others(plain_words(comment))
    texts = _texts(real, brand, comment)
    assert texts
    assert not any(word in text for text in texts for word in _TO_A_MEETING)


@pytest.mark.parametrize(
    "comment",
    [
        "Please put a bench outside.",
        "You should open until eight on Thursdays.",
        "Bring back the oat biscuits!",
        "Try putting a sign at the back door.",
        "Avoid this place, go somewhere else.",
        "Deberían abrir los lunes.",
        "¿Podéis poner un banco fuera?",
        "No vayáis, es una estafa.",
    ],
)
def test_what_only_the_page_can_do_is_no_advice_to_others(comment: str) -> None:
    assert not advises_others(plain_words(comment))


@pytest.mark.parametrize(
    ("lang", "comment", "theme"),
    [
        ("en", "Could the captions on the wall be lower? I'm in a wheelchair.", "access"),
        ("en", "Any chance of a dark mode in the app?", "app feature"),
        ("en", "You should open until eight on Thursdays.", "hours"),
        ("en", "Please drop the plastic wrap round every pear.", "less waste"),
        ("en", "How about a student ticket for the matinees?", "offer"),
        ("en", "Let members book two weeks ahead.", "rule"),
        ("en", "You need a second till on Saturdays.", "hands"),
        ("en", "A smaller size of the day cream would be great.", "size"),
        ("en", "A sign at the back entrance would help.", "written up"),
        ("es", "Las cartelas podrían estar más bajas, voy en silla de ruedas.", "acceso"),
        ("es", "¿Y un modo oscuro en la aplicación?", "funcion de app"),
        ("es", "Deberían abrir hasta las ocho los jueves.", "horario"),
        ("es", "Quitad el plástico de cada pera.", "menos residuos"),
        ("es", "¿Qué tal una entrada de estudiante para las matinés?", "oferta"),
        ("es", "Podrían dejar que los socios reserven antes.", "norma"),
        ("es", "Hace falta otra caja los sábados.", "manos"),
        ("es", "Estaría bien un formato más pequeño de la crema.", "tamano"),
        ("es", "Un cartel en la entrada de atrás ayudaría.", "por escrito"),
    ],
)
def test_a_proposal_is_sorted_by_what_it_proposes(lang: str, comment: str, theme: str) -> None:
    assert _themes(lang, comment, "suggestion")[0].id == theme


@pytest.mark.parametrize(
    "comment",
    [
        "Why not let members book first?",
        "Any chance of a dark mode in the app?",
        "More bike racks, please.",
        "¿Y botellas recargables para el champú?",
        "Ojalá un tren directo los domingos.",
        "Más aparcabicis, por favor.",
    ],
)
def test_a_proposal_in_the_clothes_of_a_question_is_one(comment: str) -> None:
    assert proposes(comment)


@pytest.mark.parametrize("comment", ["Any chance of a table tonight?", "What about table six?", "¿Y mesa para dos?"])
def test_a_request_is_no_proposal(comment: str) -> None:
    assert not proposes(comment)


@pytest.mark.parametrize("comment", ["A bench by the door would be great.", "Estaría genial un banco fuera."])
def test_nobody_is_asked_how_often_a_bench_would_be_used(real: Engine, brand: Brand, comment: str) -> None:
    texts = _texts(real, brand, comment)
    assert texts
    assert not any("How often would you use" in text or "Cada cuánto" in text for text in texts)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_proposal_and_every_plain_trouble_has_lines_enough(lang: str) -> None:
    for theme in _BOOKS[lang].themes:
        sizes = {move: len(set(lines)) for move, lines in theme.lines.items()}
        if theme.purpose == "suggestion":
            assert sizes["meet"] >= 5, theme.id
            assert sizes["ask"] >= 6, theme.id
            assert sizes["next"] >= 4, theme.id
        if theme.matter and theme.rank >= 2 and theme.id not in _OLDER:
            assert sizes["meet"] >= 5, theme.id
            assert sizes.get("ask", 1) >= 1, theme.id
            assert sizes["next"] >= 4, theme.id
            lines = " ".join(line for group in theme.lines.values() for line in group).lower()
            assert not any(word.lower() in lines for word in _BLAME), theme.id


_OLDER = frozenset({"mislaid", "traspapelado", "overcharged", "mixed up"})


@pytest.mark.parametrize(
    ("lang", "comment", "theme"),
    [
        ("en", "Still no refund. Order from the 3rd of last month.", "refund"),
        ("en", "Parcel left in the rain outside my door.", "parcel state"),
        ("en", "Tracking says delivered. My porch says otherwise.", "parcel late"),
        ("en", "Two left boots in the box.", "wrong item"),
        ("en", "Sold out again.", "sold out"),
        ("en", "Third time the appointment gets moved.", "moved appointment"),
        ("en", "The lift has been out of order for weeks.", "lift"),
        ("en", "The app crashes as soon as I tap pay.", "app fault"),
        ("en", "I've sent four e-mails and not one has been answered.", "unanswered"),
        ("en", "Can't cancel my membership anywhere.", "leaving"),
        ("en", "The price went up by a third.", "price rise"),
        ("en", "There's a step at the entrance and no ramp.", "no access"),
        ("en", "We couldn't see a thing behind that pillar.", "sound and view"),
        ("en", "The portions have shrunk and the price hasn't.", "smaller"),
        ("en", "You changed the recipe of the biscuits.", "recipe"),
        ("en", "The label says nut free, the back says may contain almonds.", "labels"),
        ("en", "Cash only. In this day and age.", "cash only"),
        ("en", "Sixty quid parking fine for five minutes.", "parking fine"),
        ("en", "Sign on the door says nine, door opened at half past.", "hours differ"),
        ("es", "Sigo sin el reembolso. Pedido del 3 del mes pasado.", "refund"),
        ("es", "Dejaron el paquete bajo la lluvia.", "parcel state"),
        ("es", "El seguimiento dice entregado. Mi portal dice que no.", "parcel late"),
        ("es", "Dos botas izquierdas en la caja.", "wrong item"),
        ("es", "Agotado otra vez.", "sold out"),
        ("es", "Tercera vez que me cambian la cita.", "moved appointment"),
        ("es", "El ascensor lleva tres semanas sin funcionar.", "lift"),
        ("es", "La aplicación se cierra en cuanto le doy a pagar.", "app fault"),
        ("es", "He mandado cuatro correos y no contestan ninguno.", "unanswered"),
        ("es", "No hay manera de darse de baja.", "leaving"),
        ("es", "Han subido la cuota un tercio.", "price rise"),
        ("es", "Hay un escalón en la entrada y ninguna rampa.", "no access"),
        ("es", "Detrás de esa columna no se veía nada.", "sound and view"),
        ("es", "Las raciones encogen y el precio no.", "smaller"),
        ("es", "Habéis cambiado la receta de las galletas.", "recipe"),
        ("es", "Delante pone sin frutos secos y detrás puede contener almendra.", "labels"),
        ("es", "Solo efectivo. En pleno siglo XXI.", "cash only"),
        ("es", "Sesenta euros de multa por pasarme en su parking.", "parking fine"),
        ("es", "El cartel dice a las nueve y abrieron a las nueve y media.", "hours differ"),
    ],
)
def test_a_plain_trouble_is_called_by_its_name(lang: str, comment: str, theme: str) -> None:
    assert _themes(lang, comment, "complaint")[0].id == theme


@pytest.mark.parametrize(
    "comment",
    ["Still no refund. Order from the 3rd of last month.", "Sigo sin el reembolso. Pedido del 3 del mes pasado."],
)
def test_a_refund_that_does_not_come_is_no_surprise_charge(real: Engine, brand: Brand, comment: str) -> None:
    texts = _texts(real, brand, comment)
    assert texts
    assert not any("extra" in text.lower() or "amount, or not being told" in text for text in texts)


@pytest.mark.parametrize(
    ("lang", "comment", "bad"),
    [
        ("en", "Parking is a bit of a squeeze, everything else was superb", "parking is a bit of a squeeze"),
        ("es", "Las croquetas un poco saladas para mi gusto, el resto espectacular", "las croquetas un poco saladas"),
        ("es", "Muy rico todo pero el mesero nos cobró de más", "cobro de mas"),
        ("en", "The crew were kind, the seat wouldn't recline for nine hours.", "wouldn't recline"),
        ("en", "Everything was great apart from the wifi.", "the wifi"),
        ("es", "Todo genial menos el wifi.", "el wifi"),
    ],
)
def test_both_halves_of_a_comment_are_told_apart(lang: str, comment: str, bad: str) -> None:
    sides = contrast_in(plain_words(comment), lambda part: troubled(_BOOKS[lang].themes, part))
    assert sides is not None
    assert bad in sides.bad
    assert bad not in sides.good


@pytest.mark.parametrize(
    "comment", ["Great, another late parcel.", "Genial, otra vez tarde.", "Lovely cake, lovely tea."]
)
def test_a_lone_word_of_praise_before_a_grievance_is_none(comment: str) -> None:
    themes = (*_BOOKS["en"].themes, *_BOOKS["es"].themes)
    assert contrast_in(plain_words(comment), lambda part: troubled(themes, part)) is None


@pytest.mark.parametrize(
    ("comment", "good", "bad"),
    [
        (
            "Parking is a bit of a squeeze, everything else was superb",
            ("rest", "good", "fair", "like", "halves"),
            "parking",
        ),
        (
            "Las croquetas un poco saladas para mi gusto, el resto espectacular",
            ("demás", "bueno", "buena", "bien"),
            "croquetas",
        ),
    ],
)
def test_both_halves_are_met(real: Engine, brand: Brand, comment: str, good: tuple[str, ...], bad: str) -> None:
    first = _texts(real, brand, comment)[0].lower()
    assert bad in first
    assert any(
        word in first
        for word in (
            *good,
            "telling us both",
            "kind",
            "all bad",
            "las dos cosas",
            "amables",
            "uno y lo otro",
            "redondo",
        )
    )


@pytest.mark.parametrize(
    ("lang", "comment", "both"),
    [
        ("es", "La tarta de limón estaba seca y la chica se encogió de hombros", ["la comida", "el trato"]),
        ("en", "The soup was cold and the waiter rolled his eyes.", ["the food", "the way you were treated"]),
        ("en", "They lost our booking and then laughed about it.", ["the lost booking", "the way you were treated"]),
        ("en", "Can't cancel my membership, the button just loops back.", ["the trouble with cancelling"]),
        ("en", "There's a step at the entrance, so my wife waited outside.", ["the trouble getting in"]),
    ],
)
def test_two_matters_are_both_named(lang: str, comment: str, both: list[str]) -> None:
    assert [theme.matter for theme in matters_in(_BOOKS[lang].themes, plain_words(comment))] == both


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        ("La tarta de limón estaba seca y la chica se encogió de hombros", (("comida", "tarta"), ("trato", "hombros"))),
        ("They lost our booking and then laughed about it.", (("booking",), ("treated", "laughed"))),
        ("Me cobraron dos veces y nadie atiende el teléfono", (("cuenta", "cobraron"), ("respuesta", "teléfono"))),
    ],
)
def test_a_reply_takes_up_both_matters(
    real: Engine, brand: Brand, comment: str, words: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    first = _texts(real, brand, comment)[0].lower()
    assert all(any(word in first for word in said) for said in words)
