"""Closed forms of detail that a reply may echo from a story: years, a weekday, a year, a treat. Pure.

Nothing free is ever taken: a number with its unit, a name from a list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

_YEARS = {
    "en": re.compile(
        r"\b(\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty) years?\b(?! old)"
    ),
    "es": re.compile(
        r"\b(\d{1,2}|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|veinte|treinta|cuarenta) (?:años|anos)\b"
    ),
}
_AGE = re.compile(r"(?:tenia|con|tengo|los|de|cumplio|tiene) $|(?:when i was|aged?|turned|at) $")
_YEAR = re.compile(r"\b(?:in|from|of|since|en|de|del|desde) (1[89]\d\d|20[0-3]\d)\b")
_DAYS = {
    "en": {
        name: name.capitalize()
        for name in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    },
    "es": {
        "lunes": "lunes", "martes": "martes", "miercoles": "miércoles", "jueves": "jueves", "viernes": "viernes",
        "sabado": "sábado", "domingo": "domingo",
    },
}  # fmt: skip
_TREATS = {
    "en": {
        "hot chocolate": "Hot chocolate", "chocolate": "Chocolate", "ice cream": "Ice cream", "churros": "Churros",
        "pancakes": "Pancakes", "cake": "Cake", "lemonade": "Lemonade", "popcorn": "Popcorn", "coffee": "Coffee",
        "tea": "Tea", "fish and chips": "Fish and chips",
    },
    "es": {
        "chocolate": "Chocolate", "helado": "Helado", "churros": "Churros", "torta": "Torta", "tarta": "Tarta",
        "medialunas": "Medialunas", "tostadas": "Tostadas", "limonada": "Limonada", "palomitas": "Palomitas",
        "cafe con leche": "Café con leche", "facturas": "Facturas", "horchata": "Horchata", "pan dulce": "Pan dulce",
    },
}  # fmt: skip


_SUM = re.compile(
    r"(?<!\w)(?:us)?[£$€] ?\d{1,6}(?:[.,]\d{1,3})?(?! ?(?:off|voucher|gift|million|k\b))|"
    r"(?<![\w.,])\d{1,6}(?:[.,]\d{1,3})? ?(?:€|£|(?:euros?|pounds|quid|dollars|bucks|pesos|soles|lucas)\b)"
)
"""Sums of money with their unit."""
_ODD = {
    "en": {
        name: rf"\b{name}s?\b"
        for name in (
            "parrot", "donkey", "goat", "pigeon", "seagull", "hen", "goose", "duck", "pony", "hamster", "ferret",
            "lizard",
            "tortoise", "squirrel", "hedgehog", "owl", "llama", "pig", "sheep", "cow", "swan", "peacock", "snake",
            "piano",
            "accordion", "trombone", "tuba", "double bass", "wedding dress", "wedding cake", "ring", "wheelbarrow",
            "tractor",
            "canoe", "ladder", "typewriter", "snow globe", "teddy bear", "teddy", "wig", "dentures", "wooden leg",
        )
    },
    "es": {
        "el loro": r"\bloros?\b", "el burro": r"\bburros?\b", "la cabra": r"\bcabras?\b", "la paloma": r"\bpalomas?\b",
        "la gaviota": r"\bgaviotas?\b", "la gallina": r"\bgallinas?\b", "el ganso": r"\bgansos?\b",
        "el pato": r"\bpatos?\b",
        "el poni": r"\bponis?\b", "el hámster": r"\bhamsters?\b", "el hurón": r"\bhuron(?:es)?\b",
        "la lagartija": r"\blagartijas?\b", "la tortuga": r"\btortugas?\b", "la ardilla": r"\bardillas?\b",
        "el erizo": r"\berizos?\b", "el búho": r"\bbuhos?\b", "la llama": r"\buna llama\b", "el cerdo": r"\bcerdos?\b",
        "la oveja": r"\bovejas?\b", "la vaca": r"\bvacas?\b", "el pavo real": r"\bpavos? real",
        "el piano": r"\bpianos?\b",
        "el acordeón": r"\bacordeon\b", "la tuba": r"\btuba\b", "el contrabajo": r"\bcontrabajo\b",
        "el vestido de novia": r"\bvestido de novia\b", "el anillo": r"\banillos?\b",
        "la carretilla": r"\bcarretilla\b",
        "el tractor": r"\btractor\b", "la canoa": r"\bcanoa\b", "la escalera": r"\bescalera\b",
        "la máquina de escribir": r"\bmaquina de escribir\b", "el osito": r"\bositos?\b", "la peluca": r"\bpeluca\b",
        "la dentadura": r"\bdentadura\b",
    },
}  # fmt: skip
"""What nobody expects to meet in a story, and every listener comes back to."""


class _Named(NamedTuple):
    """Names with the expressions they are found by, first one first; `any_of` is one look for all of them."""

    any_of: re.Pattern[str]
    each: tuple[tuple[str, re.Pattern[str]], ...]

    @classmethod
    def of(cls, patterns: Mapping[str, str]) -> _Named:
        """`patterns` maps a name to its expression."""
        each = tuple((name, re.compile(pattern)) for name, pattern in patterns.items())
        return cls(any_of=re.compile("|".join(f"(?:{pattern})" for pattern in patterns.values())), each=each)

    def named(self, bare: str) -> str:
        """The first of them that the text names, "" for none."""
        if self.any_of.search(bare) is None:
            return ""
        return next(name for name, pattern in self.each if pattern.search(bare))


@cache
def _lists(lang: str) -> tuple[_Named, _Named, _Named]:
    """What nobody expects, weekdays and treats of a language, compiled when first looked for."""
    days = {day: rf"\b{name}s?\b" for name, day in _DAYS[lang].items()}
    treats = {treat: rf"\b{name}\b" for name, treat in _TREATS[lang].items()}
    return _Named.of(_ODD[lang]), _Named.of(days), _Named.of(treats)


def details(bare: str, lang: str) -> dict[str, str]:
    """Slots {years}, {day}, {year}, {treat}, {odd} and {sum} of a folded comment; "" for what it does not name. A sum
    is one only where no other stands beside it."""
    oddities, weekdays, treats = _lists(lang)
    odd = oddities.named(bare)
    return {
        "odd": f"the {odd}" if odd and lang == "en" else odd,
        "sum": next(iter(sums)) if len(sums := set(_SUM.findall(bare))) == 1 else "",
        "years": _years(bare, lang),
        "year": found[1] if (found := _YEAR.search(bare)) else "",
        "day": weekdays.named(bare),
        "treat": treats.named(bare),
    }


def _years(bare: str, lang: str) -> str:
    found = _YEARS[lang].search(bare)
    if found is None or _AGE.search(bare[: found.start()]):
        return ""
    return f"{found[1].capitalize()} years" if lang == "en" else f"{found[1].capitalize()} años"
