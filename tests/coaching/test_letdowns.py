"""What was promised and what came: each letdown is known by its own name, and what is said back holds the matter."""

from __future__ import annotations

import pytest

from bot.coaching.composing.matters import matters_in
from bot.coaching.composing.mirror import mirrored
from bot.coaching.composing.notice import plain_words
from bot.coaching.composing.phrasebook import load_phrasebooks
from bot.coaching.engine import Engine
from bot.domain.brand import Brand
from bot.domain.reading import Address
from bot.domain.situation import Situation

_BOOKS = load_phrasebooks()


@pytest.mark.parametrize(
    ("lang", "comment", "theme"),
    [
        ("en", "The bot sends me in circles, I only want a human being.", "machine"),
        ("es", "Me contesta siempre un robot y no hay forma de hablar con una persona.", "machine"),
        ("en", "You delete every critical comment, don't you.", "erased"),
        ("es", "Habéis borrado las reseñas malas. Borráis los comentarios incómodos.", "erased"),
        ("en", "Fifteen years a member and you treat us like strangers.", "like a number"),
        ("es", "Quince años de socia y me tratan como a un número", "like a number"),
        ("en", "The trophy came with another boy's name on it.", "wrong name"),
        ("es", "La placa traía el nombre mal escrito.", "wrong name"),
        ("en", "Half the lanes were closed and we paid the full price.", "short measure"),
        ("es", "La mitad de las calles cerradas y la cuota igual.", "short measure"),
        ("en", "Nobody could find our booking when we arrived.", "not as booked"),
        ("es", "Reservamos terraza y nos sentaron en el sótano.", "not as booked"),
        ("en", "The repair lasted all of two weeks.", "came undone"),
        ("es", "Me cambiaron la batería y ahora no enciende.", "came undone"),
        ("en", "Not one vegan option on the whole menu.", "nothing for me"),
        ("es", "No hay ni un postre sin lactosa.", "nothing for me"),
        ("en", "The leaflet is in Japanese.", "unclear"),
        ("es", "El prospecto, en letra minúscula y en alemán.", "unclear"),
        ("en", "The tram left two minutes early.", "left early"),
        ("es", "El colectivo pasó de largo otra vez.", "passed by"),
        ("en", "No water in the building since yesterday.", "outage"),
        ("es", "Otra vez sin luz en la calle Mayor.", "outage"),
        ("en", "Bought it on Tuesday, half price on Wednesday.", "cheaper after"),
        ("es", "Lo compré el martes y el miércoles estaba a mitad de precio.", "cheaper after"),
        ("en", "The ad says from £12 and then nothing under £40.", "from only"),
        ("es", "Anuncian desde 12 euros y no hay nada por ese precio.", "from only"),
        ("en", "It looked so much bigger in the photo.", "not as pictured"),
        ("es", "Nada que ver con la foto.", "not as pictured"),
        ("en", "Asked for no nuts. It came with nuts.", "asked otherwise"),
        ("es", "Pedí sin azúcar. Vino con azúcar.", "asked otherwise"),
        ("en", "I've told the same thing to four different people now.", "passed around"),
        ("es", "Nos mandan de un lado a otro desde el lunes.", "passed around"),
        ("en", "I took the morning off for the fitter and nobody came.", "missed slot"),
        ("es", "El electricista me dejó plantado.", "missed slot"),
        ("en", "Each form asks for the number I just gave.", "asked again"),
        ("es", "Cada formulario me pide el dato que acabo de poner.", "asked again"),
        ("en", "They promised a call on Monday.", "no call"),
        ("en", "The vegan burger goes on the same grill as the bacon.", "kept apart"),
        (
            "es",
            "Lo vegetariano lo fríen en el mismo aceite. Vegetariano en el mismo aceite que el pollo.",
            "kept apart",
        ),
        ("en", "You've cut the evening bus.", "timetable"),
        ("en", "I cancelled in May and was charged in June and July.", "overcharged"),
        ("es", "Me di de baja en mayo y me cobraron junio y julio.", "overcharged"),
        ("es", "Desde que cambiaron la frecuencia salgo antes y llego igual.", "timetable"),
        ("en", "Can't get an appointment before April.", "far off"),
        ("es", "No me dan cita hasta abril.", "far off"),
        ("en", "The tutor just reads from the slides.", "read out"),
        ("es", "La guía leía todo de un papel.", "read out"),
        ("es", "Quedaron en llamar el martes.", "no call"),
    ],
)
def test_each_letdown_is_known_by_name(lang: str, comment: str, theme: str) -> None:
    assert theme in [found.id for found in matters_in(_BOOKS[lang].themes, plain_words(comment))]


@pytest.mark.parametrize(
    ("lang", "comment"),
    [
        ("en", "Grateful if you'd delete the comment with my number in it."),
        ("en", "Booked the blue room and got upgraded."),
        ("en", "Does the form have to be sent from the same address?"),
        ("en", "Every third person at my gym is vegan."),
        ("en", "The soup is even better than in the photo."),
        ("en", "He asked twice for seconds."),
        ("es", "Van a contratar a 250 personas en el pueblo."),
        ("es", "Eres mi número uno."),
        ("es", "Reservamos terraza y nos dieron la mejor mesa."),
        ("es", "La foto del menú es preciosa."),
        ("es", "Sin azúcar lo pedí y sin azúcar vino."),
    ],
)
def test_good_news_in_such_words_is_no_letdown(lang: str, comment: str) -> None:
    assert not [found.id for found in matters_in(_BOOKS[lang].themes, plain_words(comment)) if found.rank >= 2]


def test_what_is_said_back_holds_the_matter() -> None:
    two = "Te cobran dos veces y nadie atiende el teléfono."
    plain = [theme.pattern for theme in matters_in(_BOOKS["es"].themes, plain_words(two))]
    assert len(plain) == 2
    assert mirrored("Nadie atiende el teléfono. Me cobraron dos veces.", "es", Address.TU, matters=plain) == ""
    assert mirrored("Nadie atiende el teléfono", "es", Address.TU) == "Nadie atiende el teléfono"


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("Borráis los comentarios que no os gustan, muy feo", ("palabras", "halago", "otro", "escoba", "comentarios")),
        ("The coach left four minutes early and I watched it go", ("early", "watch", "timetable", "stood")),
        ("Bought it Friday, half price Saturday", ("cheaper", "price", "timing", "early", "paying")),
        ("El curso prometía 20 horas, fueron 12", ("20 horas", "números", "cuentas", "pagó", "precio", "pagado")),
    ],
)
def test_a_toneless_letdown_is_met_as_what_it_is(
    whole: Engine, brand: Brand, comment: str, said: tuple[str, ...]
) -> None:
    """None of them holds a word of feeling, and none is thanked for or passed over in silence."""
    offers = whole.compose(Situation(brand=brand, comment=comment)).offers
    assert offers
    assert any(word in offers[0].text.lower() for word in said), offers[0].text
