"""Closed forms of detail that a reply may echo from a story: years, a weekday, a year, a treat. Pure.

Nothing free is ever taken: a number with its unit, a name from a list.
"""

from __future__ import annotations

import re

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


def details(bare: str, lang: str) -> dict[str, str]:
    """Slots {years}, {day}, {year} and {treat} of a folded comment; "" for what it does not name."""
    return {
        "years": _years(bare, lang),
        "year": found[1] if (found := _YEAR.search(bare)) else "",
        "day": next((word for name, word in _DAYS[lang].items() if re.search(rf"\b{name}s?\b", bare)), ""),
        "treat": next((word for name, word in _TREATS[lang].items() if re.search(rf"\b{name}\b", bare)), ""),
    }


def _years(bare: str, lang: str) -> str:
    found = _YEARS[lang].search(bare)
    if found is None or _AGE.search(bare[: found.start()]):
        return ""
    return f"{found[1].capitalize()} years" if lang == "en" else f"{found[1].capitalize()} años"
