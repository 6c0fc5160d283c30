"""What the form of a comment alone shows: a question without its mark, an order to the page, advice to others."""

from __future__ import annotations

import pytest

from bot.coaching.reading.evidence import gather
from bot.coaching.reading.outright import advice_in, put_as
from bot.domain.reading import Kind


@pytest.mark.parametrize(
    ("comment", "lang", "kind"),
    [
        ("Not sure whether the library bus stops in Ardle this week", "en", Kind.QUESTION),
        ("Couldn't find on the website when the sledge hill shuts", "en", Kind.QUESTION),
        ("Would those curtains shrink", "en", Kind.QUESTION),
        ("Boxing Day, will you be serving lunch", "en", Kind.QUESTION),
        ("Me preguntaba si la piscina pequeña está climatizada", "es", Kind.QUESTION),
        ("No me queda claro cuándo cierra la inscripción", "es", Kind.QUESTION),
        ("La feria del queso, es en la plaza o en el pabellón", "es", Kind.QUESTION),
        ("Stock the small candles again, the big ones outlive me", "en", Kind.SUGGESTION),
        ("Might be worth moving the bins nearer the picnic tables", "en", Kind.SUGGESTION),
        ("A handrail on the left wouldn't go amiss", "en", Kind.SUGGESTION),
        ("Put the allergens on the board by the till", "en", Kind.SUGGESTION),
        ("Meted algún día empanada de berenjena", "es", Kind.SUGGESTION),
        ("Vendan medias docenas, vivo sola", "es", Kind.SUGGESTION),
        ("Poné un espejo en el probador del fondo", "es", Kind.SUGGESTION),
        ("Les propongo una tarde de ajedrez", "es", Kind.SUGGESTION),
        ("El cuentacuentos, mejor antes de la siesta", "es", Kind.SUGGESTION),
        ("Unas perchas en el baño no estarían mal", "es", Kind.SUGGESTION),
        ("Guárdame un kilo de las verdes, voy el jueves", "es", Kind.REQUEST),
        ("Denme de alta en el taller de barro", "es", Kind.REQUEST),
        ("Quiten mi foto del cartel", "es", Kind.REQUEST),
        ("Take me off the mailing list", "en", Kind.REQUEST),
        ("Save me two of the poppy seed ones", "en", Kind.REQUEST),
    ],
)
def test_the_form_tells_what_is_put(comment: str, lang: str, kind: Kind) -> None:
    assert put_as(gather(comment, lang, 1.0)) is kind


@pytest.mark.parametrize(
    ("comment", "lang"),
    [
        ("Go on Wednesday if you want the quiet pool", "en"),
        ("If you're cycling up, the tap behind the chapel works", "en"),
        ("Anyone booked on the night walk, bring a red torch", "en"),
        ("Si vais con carrito, entrad por el patio", "es"),
        ("Quien venga en tren, que baje una parada antes", "es"),
    ],
)
def test_advice_to_others_is_known_as_such(comment: str, lang: str) -> None:
    assert advice_in(gather(comment, lang, 1.0))


@pytest.mark.parametrize(
    ("comment", "lang"),
    [
        ("If you're coming by car, good luck finding a space", "en"),
        ("Si van en domingo, lleven paciencia", "es"),
        ("We put the kids to bed and ate the whole cake", "en"),
        ("Pone un cartel en la puerta y nadie lo lee", "es"),
        ("I wasn't sure about the colour but I love it", "en"),
        ("La sopa es con fideos o no es sopa", "es"),
        ("Just a thought!", "en"),
        ("Open your eyes, people", "en"),
        ("Dejen de mentir", "es"),
        ("Si van a subir la cuota, avisen", "es"),
    ],
)
def test_what_only_sounds_like_it_is_left_alone(comment: str, lang: str) -> None:
    evidence = gather(comment, lang, 1.0)
    assert not advice_in(evidence)
    assert put_as(evidence) is None
