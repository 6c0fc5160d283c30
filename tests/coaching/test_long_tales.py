"""Long comments: answered by the sentence that matters, and by a line for both where nobody can tell which it is."""

from __future__ import annotations

import pytest

from bot.coaching.engine import Engine
from bot.domain.brand import Brand
from bot.domain.reading import Kind
from bot.domain.situation import Situation, Suggestions


def _offered(whole: Engine, brand: Brand, comment: str) -> Suggestions:
    found = whole.compose(Situation(brand=brand, comment=comment))
    assert found.offers
    return found


_DINNER = (
    "We came for my uncle's 60th and had booked five weeks ahead for ten. When we arrived the table was laid for eight"
    " and "
    "they squeezed two folding chairs in by the coats. The lamb was superb, I'll say that, but my uncle spent his "
    "evening "
    "with a scarf in his face. A call would have been nice."
)
_LESSON = (
    "Le regalé a mi hermana el curso de guitarra y fue con muchas dudas porque tiene las manos pequeñas. El profesor "
    "le "
    "cambió las cuerdas, le puso una cejilla y le fue enseñando sin prisa, aunque el aula estaba helada y sin sillas. "
    "Ha "
    "vuelto con una canción torcida que no deja de tocar."
)


@pytest.mark.parametrize("comment", [_DINNER, _LESSON])
def test_a_tale_of_two_sides_is_met_by_a_line_that_fits_both(whole: Engine, brand: Brand, comment: str) -> None:
    first, *others = _offered(whole, brand, comment).offers
    assert first.takes is None
    assert not any(word in first.text.lower() for word in ("sorry", "siento", "delighted", "alegr", "fed up", "enfad"))
    assert {offer.takes for offer in others} <= {Kind.PRAISE, Kind.COMPLAINT}
    assert len({offer.text for offer in (first, *others)}) == 1 + len(others)


def test_a_grievance_is_met_by_the_sentence_that_tells_it(whole: Engine, brand: Brand) -> None:
    comment = (
        "I was in town for two days and had looked forward to this. It's easy to find, next to the old cinema, and the"
        " stairs "
        "are well lit. The audio guide broke twice and nobody gave me another. I had a sandwich in the park after that."
    )
    first = _offered(whole, brand, comment).offers[0].text
    assert "audio guide broke twice" in first or "guide" in first
    assert "cinema" not in first
    assert "sandwich" not in first


def test_a_question_in_a_long_tale_is_answered_in_a_level_voice(whole: Engine, brand: Brand) -> None:
    comment = (
        "Mi hija pidió el vestido para la graduación con un mes de tiempo. Llegó dos días antes, en otra talla y con "
        "una "
        "mancha. Atención al cliente, muy amable, me ofreció un 10 % de descuento en la próxima compra. ¿Qué compra?"
    )
    for offer in _offered(whole, brand, comment).offers:
        assert not offer.text.startswith(("¡Gracias", "Uf", "Eso no está bien"))


def test_somebody_who_hates_being_touched_abuses_nobody(whole: Engine, brand: Brand) -> None:
    comment = "My niece is autistic and hates being touched. The girl let her hold the comb first. Four visits now."
    assert Kind.ABUSE not in whole.read(Situation(brand=brand, comment=comment)).kinds
