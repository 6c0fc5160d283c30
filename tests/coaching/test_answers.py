"""A fact is said where it answers, and left where it only shares a word with what was asked."""

from __future__ import annotations

import pytest

from bot.coaching.composing.answers import Answers, find_answers
from bot.coaching.composing.asked import several
from bot.coaching.composing.holding import holds
from bot.coaching.encoder import load_encoder
from bot.coaching.knowledge import HybridKnowledge
from bot.coaching.knowledge.words import stem, terms
from bot.coaching.reading.reader import Reader
from bot.domain.brand import Brand, Fact
from bot.domain.situation import Situation


class Asking:
    """The reading and the knowledge as they are installed."""

    def __init__(self, brand: Brand) -> None:
        encoder = load_encoder()
        self._brand = brand
        self._reader = Reader(encoder=encoder)
        self._knowledge = HybridKnowledge(encoder.encode if encoder else None)

    def answers(self, comment: str, lang: str) -> Answers:
        situation = Situation(brand=self._brand, comment=comment)
        return find_answers(situation, self._reader.read(situation), self._knowledge, lang)

    def facts(self, comment: str, lang: str) -> set[str]:
        return {fact.id.partition(".")[0] for fact in self.answers(comment, lang).facts}


@pytest.fixture(scope="module")
def asking(brand: Brand) -> Asking:
    return Asking(brand)


@pytest.mark.parametrize(
    ("lang", "comment", "fact"),
    [
        ("es", "¿es verdad que dejan entrar perros? el mío es medio nervioso", "dogs"),
        ("en", "are pets ok in there?", "dogs"),
        ("es", "Pregunté si la tarta llevaba nueces y nadie sabía", "allergens"),
        ("en", "I asked whether the cake had nuts and nobody knew", "allergens"),
        ("en", "my sister is celiac, anything she could eat at yours?", "gluten"),
        ("es", "cuánto dura la cata", "tasting-when"),
        ("es", "¿La cata dura mucho?", "tasting-when"),
        ("en", "how long is the tasting", "tasting-when"),
        ("en", "how long does the tasting last?", "tasting-when"),
        ("en", "when do you shut on a Sunday in Bristol?", "hours-bristol"),
        ("en", "do you take old paperbacks?", "used-books"),
        ("en", "are there plugs for laptops?", "wifi"),
        ("en", "whereabouts in Bristol are you?", "where"),
        ("es", "¿en qué calle están?", "where"),
        ("en", "can I buy coffee to take home?", "coffee-beans"),
        ("en", "how much is postage?", "shipping"),
        ("en", "who roasts your coffee?", "roasting"),
        ("en", "how do I reserve a spot at the tasting?", "tasting-book"),
        ("es", "quiero vender mis libros viejos, ¿cuándo puedo ir?", "used-books"),
        ("es", "si llevo mi taza, ¿me sale más barato?", "own-cup"),
        ("en", "could I get a bag of beans ground for a moka pot?", "coffee-beans"),
        ("en", "how much does the tasting cost per person?", "tasting-price"),
        ("es", "¿cuánto sale la cata por persona?", "tasting-price"),
        ("es", "¿cuánto cuesta el envío a Canarias?", "shipping"),
        ("es", "¿las tarjetas de regalo tienen fecha de caducidad?", "gift-card"),
        ("es", "¿Cuánto cuesta la cata y puedo llevar a mi madre, que no toma café?", "tasting-price"),
        ("en", "How much is the tasting and can I bring my mum, she doesn't drink coffee", "tasting-price"),
    ],
)
def test_what_answers_is_found(asking: Asking, lang: str, comment: str, fact: str) -> None:
    assert asking.facts(comment, lang) == {fact}


@pytest.mark.parametrize(
    ("lang", "comment"),
    [
        ("es", "¿Y hay donde dejar la bici?"),
        ("en", "And is there somewhere to leave my bike?"),
        ("en", "Do you buy old sheet music?"),
        ("en", "do you sell the cups you serve in?"),
        ("es", "¿vendéis los vasos en los que servís?"),
        ("en", "do you have parking for students?"),
        ("es", "¿la sopa es vegetariana?"),
        ("en", "do you sell vinyl records secondhand?"),
        ("es", "¿compran discos de vinilo de segunda mano?"),
        ("es", "¿compráis cafeteras?"),
        ("en", "do you sell tables?"),
        ("es", "¿cuánto cuesta un café con leche?"),
        ("en", "can I leave a box of leaflets with you?"),
        ("en", "can I bring my own cake?"),
        ("es", "¿puedo llevar mi propia tarta?"),
        ("en", "how long is the queue usually?"),
        ("es", "¿tienen libros de panadería?"),
    ],
)
def test_a_shared_word_is_no_answer(asking: Asking, lang: str, comment: str) -> None:
    assert asking.facts(comment, lang) == set()
    assert asking.answers(comment, lang).needs


_MUGS = Fact(
    id="mugs",
    lang="en",
    question="Do you sell mugs?",
    answer="Yes, by the stairs, two sizes.",
    source="x",
    tags=("shop",),
)


@pytest.mark.parametrize(
    ("ask", "fits"),
    [
        ("do you sell mugs?", True),
        ("are there stairs?", True),
        ("is there a lift beside the stairs?", False),
        ("do you repair mugs?", False),
        ("do you sell plates?", False),
        ("how much is a mug?", False),
        ("how long do mugs keep warm?", False),
    ],
)
def test_a_fact_must_hold_what_is_asked_about(ask: str, fits: bool) -> None:
    assert holds(ask, _MUGS) is fits


def test_who_somebody_is_asks_nothing() -> None:
    assert several("¿Puedo llevar a mi madre, que no toma café?") == ["¿Puedo llevar a mi madre, que no toma café?"]
    assert several("Can I bring my mum, who drinks no coffee?") == ["Can I bring my mum, who drinks no coffee?"]


@pytest.mark.parametrize(
    ("one", "many"),
    [("perro", "perros"), ("celíaca", "celíacos"), ("dog", "dogs"), ("cup", "cups"), ("mascota", "mascotas")],
)
def test_one_and_many_meet(one: str, many: str) -> None:
    assert terms(one) == terms(many)


def test_short_words_that_end_in_s_are_whole() -> None:
    assert [stem(word) for word in ("menu", "less", "plus")] == ["menu", "less", "plus"]
