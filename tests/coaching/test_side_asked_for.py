"""Facts for what is asked of a thing: its price behind its name, the days of the van, no plan among friends."""

from __future__ import annotations

import pytest

from bot.coaching.composing.answers import find_answers
from bot.coaching.encoder import load_encoder
from bot.coaching.knowledge import HybridKnowledge
from bot.coaching.reading.reader import Reader
from bot.domain.brand import Brand, Fact
from bot.domain.situation import Situation

_TOLD = {
    "en": (
        ("lunch", "Do you do a Sunday lunch? What does it cost?", "The Sunday roast is £17.50, from twelve to four."),
        ("double", "How much is a double room?", "A double is £95 midweek and £120 on Fridays and Saturdays."),
        ("rounds", "When do you deliver?", "We deliver to the villages on Tuesdays and Fridays before noon."),
        ("hours", "When is the bar open?", "The bar is open from noon to eleven, on Tuesdays from five."),
    ),
    "es": (
        ("comida", "¿Qué se come los domingos?", "El cordero sale a 17,50 €, de una a cuatro."),
        ("reparto-dias", "¿Qué días repartís por los pueblos?", "Repartimos los martes y los viernes por la mañana."),
        ("verano", "¿Qué horario tenéis en verano?", "En julio y agosto abrimos de 7 a 13."),
    ),
}
_BRAND = Brand(
    id="bell",
    name="The Bell",
    languages=("en", "es"),
    facts=tuple(
        Fact(id=f"{ref}.{lang}", lang=lang, question=ask, answer=answer, source="House rules")
        for lang, rows in _TOLD.items()
        for ref, ask, answer in rows
    ),
)
_READER = Reader(encoder=load_encoder())


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "how much is your roast", ("lunch.en",)),
        ("en", "what is a double on a Friday", ("double.en",)),
        ("es", "¿cuánto cuesta el cordero?", ("comida.es",)),
        ("es", "qué días pasa la furgoneta?", ("reparto-dias.es",)),
        ("es", "¿por la tarde abrís?", ()),
        ("en", "@jo_may tuesday?", ()),
    ],
)
def test_the_fact_that_tells_what_is_asked(lang: str, text: str, wanted: tuple[str, ...]) -> None:
    encoder = load_encoder()
    knowledge = HybridKnowledge(encoder.encode if encoder else None)
    situation = Situation(brand=_BRAND, comment=text)
    facts = find_answers(situation, _READER.read(situation), knowledge, lang).facts
    assert tuple(fact.id for fact in facts) == wanted
