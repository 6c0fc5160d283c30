"""A brand of which a roundabout comment names one fact to the team in each language."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.brand import Brand, Fact
from bot.ports import FactHit

TOLD = {
    "en": (
        ("price", "How much is a repair?", "A repair of the sole is £35."),
        ("paying", "How can I pay?", "We take cash and every card, also by phone."),
        ("parking", "Where can I park?", "There is a car park behind the mill, free after six."),
        ("dogs", "Can I bring my dog?", "Dogs are welcome in the yard, on a lead."),
        ("lost", "Where is lost property?", "What is left here is kept at the till for a month."),
        ("gift", "Do you sell gift vouchers?", "Vouchers are for any amount and good for two years."),
        ("access", "Is it accessible for wheelchairs?", "There is a ramp at the side and no step inside."),
        ("hours", "What are your opening hours?", "We open from nine to five, Monday to Saturday."),
    ),
    "es": (
        ("price", "¿Cuánto cuesta un arreglo?", "Cambiar la suela cuesta 35 €."),
        ("paying", "¿Cómo puedo pagar?", "Aceptamos efectivo y todas las tarjetas, también con el móvil."),
        ("parking", "¿Dónde se puede aparcar?", "Hay aparcamiento detrás del molino, gratis desde las seis."),
        ("dogs", "¿Puedo ir con mi perro?", "Los perros pueden estar en el patio, con correa."),
        ("lost", "¿Dónde están los objetos perdidos?", "Lo que se olvida lo guardamos un mes en la caja."),
        ("gift", "¿Vendéis vales de regalo?", "Hay vales de cualquier importe, y valen dos años."),
        ("access", "¿Es accesible para sillas de ruedas?", "Hay una rampa al lado y dentro no hay escalones."),
        ("hours", "¿Qué horario tenéis?", "Abrimos de nueve a cinco, de lunes a sábado."),
    ),
}


def facts(lang: str) -> tuple[Fact, ...]:
    """What it knows in one language."""
    return tuple(
        Fact(id=f"{ref}.{lang}", lang=lang, question=ask, answer=answer, source="House rules")
        for ref, ask, answer in TOLD[lang]
    )


BRAND = Brand(id="cobbler", name="Cobbler", languages=("en", "es"), facts=(*facts("en"), *facts("es")))
NAMES_ONE = {
    "en": "what would the pair of us be set back for new soles on two pairs of boots?",
    "es": "nunca llevo suelto encima, ¿tengo que pasar antes por el cajero o vale el móvil?",
}
"""Comments that come to their matter in words of their own."""


class Weighed:
    """A base that finds nothing by words and weighs its facts as it is told."""

    def __init__(self, lang: str, **chances: float) -> None:
        known = {fact.id.partition(".")[0]: fact for fact in facts(lang)}
        hits = [FactHit(fact=known[ref], relevance=0.0, likely=chance) for ref, chance in chances.items()]
        self.hits = sorted(hits, key=lambda hit: -(hit.likely or 0.0))

    def search(self, brand: Brand, query: str, lang: str, most: int = 5) -> Sequence[FactHit]:
        return []

    def likeliest(self, brand: Brand, comment: str, lang: str) -> Sequence[FactHit]:
        return self.hits
